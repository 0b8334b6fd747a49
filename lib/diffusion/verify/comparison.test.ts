import { describe, expect, it } from 'vitest'
import { Comparison } from './comparison'

const compare = (work: (comparison: Comparison) => void) => {
  const comparison = new Comparison()
  work(comparison)
  return comparison.worst()
}

describe('comparing a case', () => {
  it('shows the value that used up the most of its tolerance', () => {
    const shown = compare((c) => {
      c.close('latents', [1, 2], [1, 2.001], { atol: 0.01 })
      c.close('picture', [1, 2], [1, 2.00015], { atol: 2e-4 })
    })
    expect(shown).toMatchObject({ what: 'picture', tolerance: 2e-4, ok: true })
    expect(shown.error).toBeCloseTo(1.5e-4, 10)
  })

  it('allows the relative part in proportion to what was expected', () => {
    expect(compare((c) => c.close('a', [100.05], [100], { atol: 0, rtol: 1e-3 })).ok).toBe(true)
    expect(compare((c) => c.close('a', [100.2], [100], { atol: 0, rtol: 1e-3 })).ok).toBe(false)
    expect(compare((c) => c.close('a', [0.05, 100], [0, 100], { atol: 1e-3, rtol: 1e-3 })).ok).toBe(false)
  })

  it('fails on values that are no numbers, unless they were expected', () => {
    expect(compare((c) => c.close('a', [Number.NaN], [1], { atol: 1 })).ok).toBe(false)
    expect(compare((c) => c.close('a', [0], [Number.NEGATIVE_INFINITY], { atol: 1 })).ok).toBe(false)
    const infinite = [Number.NEGATIVE_INFINITY]
    expect(compare((c) => c.close('a', infinite, infinite, { atol: 0 })).ok).toBe(true)
  })

  it('fails on other shapes and lengths, and says which', () => {
    const shown = compare((c) =>
      c.close('a', { dims: [1, 2], data: [1, 2] }, { dims: [2], data: [1, 2] }, { atol: 9 }),
    )
    expect(shown).toMatchObject({ ok: false, what: 'a: [1,2] where [2] was expected' })
    expect(compare((c) => c.close('a', [1], [1, 2], { atol: 9 })).ok).toBe(false)
  })

  it('counts the entries of a table that differ, missing and surplus ones too', () => {
    expect(compare((c) => c.same('ids', Int32Array.of(1, 2, 3), [1, 5])).error).toBe(2)
    expect(compare((c) => c.same('table', { a: [1], b: 'x' }, { a: [1], b: 'x' })).ok).toBe(true)
    expect(compare((c) => c.same('table', { a: null }, { a: { b: 1 } })).error).toBe(1)
  })

  it('fails a case that compared nothing', () => {
    expect(compare(() => {}).ok).toBe(false)
  })
})
