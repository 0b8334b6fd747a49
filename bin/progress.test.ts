import { expect, test } from 'vitest'
import { describeProgress } from './progress'

test('progress says how far, how fast and how long still', () => {
  expect(describeProgress('Importing', 0, 1_200, 10)).toBe('Importing 0 of 1200')
  expect(describeProgress('Importing', 310, 1_200, 100_000)).toBe(
    'Importing 310 of 1200 · 3.1/s · 5 min left',
  )
  expect(describeProgress('Importing', 1_200, 1_200, 60_000)).toBe('Importing 1200 of 1200 · 20/s')
  expect(describeProgress('Reading', 30, null, 2_000)).toBe('Reading 30 · 15/s')
})
