import { expect, test } from 'vitest'
import { describeProgress, showBytes } from './progress'

test('progress says how far, how fast and how long still', () => {
  expect(describeProgress('Importing', 0, 1_200, { elapsedMs: 10 })).toBe('Importing 0 of 1200')
  expect(describeProgress('Importing', 310, 1_200, { elapsedMs: 100_000 })).toBe(
    'Importing 310 of 1200 · 3.1/s · 5 min left',
  )
  expect(describeProgress('Importing', 1_200, 1_200, { elapsedMs: 60_000 })).toBe(
    'Importing 1200 of 1200 · 20/s',
  )
  expect(describeProgress('Reading', 30, null, { elapsedMs: 2_000 })).toBe('Reading 30 · 15/s')

  // 4 GB were there from an earlier run: they say nothing about the line.
  const course = { elapsedMs: 10_000, doneBefore: 4e9, show: showBytes }
  expect(describeProgress('Fetching', 4.5e9, 7e9, course)).toBe(
    'Fetching 4.5 GB of 7.0 GB · 50 MB/s · 50 s left',
  )
})
