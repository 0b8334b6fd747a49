import { describe, expect, it } from 'vitest'
import { initialSettings, readSettings, stepped } from './compare-settings'

describe('readSettings', () => {
  it('goes on with what was kept', () => {
    const kept = { ...initialSettings, mode: 'difference', threshold: 24 }
    expect(readSettings(JSON.stringify(kept))).toEqual(kept)
  })

  it('begins afresh with what it does not understand', () => {
    expect(readSettings(null)).toEqual(initialSettings)
    expect(readSettings('{')).toEqual(initialSettings)
    expect(readSettings('{"mode":"hologram"}')).toEqual(initialSettings)
    expect(readSettings('{"mode":"side","threshold":"much","more":1}')).toEqual({
      ...initialSettings,
      mode: 'side',
    })
  })
})

describe('stepped', () => {
  it('goes by steps and stays within bounds', () => {
    expect(stepped('threshold', 8, 1)).toBe(12)
    expect(stepped('overlay', 0.1, -1)).toBe(0)
    expect(stepped('overlay', 0, -1)).toBe(0)
    expect(stepped('blinkMs', 1_990, 3)).toBe(2_000)
  })
})
