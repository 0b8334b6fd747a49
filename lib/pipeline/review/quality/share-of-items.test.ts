import { expect, test } from 'vitest'
import { inShare, unitHash } from './share-of-items'

/** Ids that differ as UUIDv7 of one millisecond do: at their ends. */
const ids = Array.from(
  { length: 20_000 },
  (_, n) => `0199e6f0-7c2a-7000-8000-${n.toString(16).padStart(12, '0')}`,
)

test('a share of the items is that share, whatever their ids look like', () => {
  for (const share of [0.05, 0.2, 0.5]) {
    const drawn = ids.filter((id) => inShare('overlap', id, share)).length / ids.length
    // Four standard deviations of a fair draw.
    expect(Math.abs(drawn - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / ids.length))
  }
})

test('nothing is in no share and everything in all', () => {
  expect(ids.some((id) => inShare('audit', id, 0))).toBe(false)
  expect(ids.every((id) => inShare('audit', id, 1))).toBe(true)
})

test('being in one share says nothing about being in another', () => {
  const both =
    ids.filter((id) => inShare('overlap', id, 0.2) && inShare('audit', id, 0.2)).length / ids.length
  expect(both).toBeGreaterThan(0.035)
  expect(both).toBeLessThan(0.045)
})

test('the draw is the same every time', () => {
  expect(unitHash('a')).toBe(unitHash('a'))
  expect(unitHash('a')).not.toBe(unitHash('b'))
})
