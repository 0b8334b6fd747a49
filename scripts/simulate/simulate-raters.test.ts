import { describe, expect, test } from 'vitest'
import { pausedAt, simulateCrowd, simulateRaters } from './simulate-raters'

describe('the simulated raters', () => {
  const figures = simulateRaters(200)

  test('who click at random are paused within 20 gold items in at least 95 % of 200 seeds', () => {
    expect(figures.random_paused_20).toBeGreaterThanOrEqual(0.95)
    expect(figures.exact_random_paused_20).toBeGreaterThanOrEqual(0.95)
  })

  test('who are right 90 % of the time are paused in at most 1 %, over a thousand gold items', () => {
    expect(figures.good_paused_1000).toBeLessThanOrEqual(0.01)
    expect(figures.exact_good_paused_1000).toBeLessThanOrEqual(0.01)
  })

  test('come out as the exact calculation says, over ten thousand of each', () => {
    const share = (accuracy: number) =>
      Array.from({ length: 10_000 }, (_, seed) => pausedAt(seed + 1_000, accuracy, 20)).filter(Boolean)
        .length / 10_000
    // Four standard deviations of the exact share.
    const near = (exact: number) => 4 * Math.sqrt((exact * (1 - exact)) / 10_000)
    const { exact_random_paused_20: coin, exact_good_paused_20: good } = figures
    expect(Math.abs(share(0.5) - coin)).toBeLessThan(near(coin))
    expect(Math.abs(share(0.9) - good)).toBeLessThan(near(good))
  })

  test('are labelled better by Dawid–Skene than by the majority', () => {
    expect(figures.dawid_skene_accuracy).toBeGreaterThan(figures.majority_accuracy + 0.05)
    expect(figures.dawid_skene_better).toBeGreaterThan(0.95 * figures.seeds)
  })

  test('who stop looking are found within fifty gold items', () => {
    expect(figures.drift_items).toBeLessThan(50)
  })

  test('are the same people every time', () => {
    expect(simulateCrowd(7)).toEqual(simulateCrowd(7))
    expect(simulateCrowd(7)).not.toEqual(simulateCrowd(8))
  })
})
