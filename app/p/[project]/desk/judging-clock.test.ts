import { describe, expect, it } from 'vitest'
import { idleMs, JudgingClock } from './judging-clock'

describe('JudgingClock', () => {
  it('adds up the gaps between signs of life', () => {
    const clock = new JudgingClock(1_000)
    clock.sign(3_000)
    clock.sign(8_000)
    expect(clock.elapsed(9_500)).toBe(8_500)
  })

  it('leaves out a pause of more than a minute, and only that pause', () => {
    const clock = new JudgingClock(0)
    clock.sign(4_000)
    clock.sign(4_000 + idleMs + 1)
    expect(clock.elapsed(4_000 + idleMs + 1 + 2_000)).toBe(6_000)
    const patient = new JudgingClock(0)
    expect(patient.elapsed(idleMs)).toBe(idleMs)
  })

  it('stands still while the page is hidden', () => {
    const clock = new JudgingClock(0)
    clock.hide(2_000)
    clock.sign(5_000)
    clock.show(30_000)
    expect(clock.elapsed(31_000)).toBe(3_000)
  })

  it('begins when the page is first shown', () => {
    const clock = new JudgingClock(0, false)
    expect(clock.elapsed(10_000)).toBe(0)
    clock.show(20_000)
    expect(clock.elapsed(21_000)).toBe(1_000)
  })
})
