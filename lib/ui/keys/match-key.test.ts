import { describe, expect, it } from 'vitest'
import { type KeyPress, matchKey } from './match-key'

const press = (key: string, code: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...more,
})

describe('matchKey', () => {
  it('finds a letter whatever its case with caps lock on, but not with Shift held', () => {
    expect(matchKey(press('A', 'KeyA'), 'A')).toBe(true)
    expect(matchKey(press('A', 'KeyA', { shiftKey: true }), 'A')).toBe(false)
  })

  it('follows the letters of a French keyboard, not their places', () => {
    expect(matchKey(press('a', 'KeyQ'), 'A')).toBe(true)
    expect(matchKey(press('a', 'KeyQ'), 'Q')).toBe(false)
  })

  it('falls back to the place where the layout types no Latin letter', () => {
    expect(matchKey(press('ф', 'KeyA'), 'A')).toBe(true)
    expect(matchKey(press('&', 'Digit1'), '1')).toBe(true)
  })

  it('finds Shift+digit although it types a sign', () => {
    expect(matchKey(press('!', 'Digit1', { shiftKey: true }), 'Shift+1')).toBe(true)
    expect(matchKey(press('!', 'Digit1', { shiftKey: true }), '1')).toBe(false)
  })

  it('finds signs with and without the Shift that their layout needs', () => {
    expect(matchKey(press('?', 'Slash', { shiftKey: true }), '?')).toBe(true)
    expect(matchKey(press('+', 'Equal', { shiftKey: true }), '+')).toBe(true)
    expect(matchKey(press('+', 'NumpadAdd'), '+')).toBe(true)
  })

  it('takes Control or Command as Mod and refuses keys with a modifier too many', () => {
    expect(matchKey(press('z', 'KeyZ', { metaKey: true }), 'Mod+Z')).toBe(true)
    expect(matchKey(press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z')).toBe(true)
    expect(matchKey(press('r', 'KeyR', { ctrlKey: true }), 'R')).toBe(false)
    expect(matchKey(press(' ', 'Space', { shiftKey: true }), 'Space')).toBe(false)
  })
})
