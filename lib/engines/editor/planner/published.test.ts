import { describe, expect, it } from 'vitest'
import { type DiffusionParams, drawPublished, publishedCount } from './published'

const paramsOf = (mode: 'free-form' | 'region', count = 6_000, seed = 7) =>
  drawPublished(mode, count, seed).map(({ params }) => params as DiffusionParams)

const shareOf = <T>(values: readonly T[], wanted: T) =>
  values.filter((value) => value === wanted).length / values.length
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('the published planner', () => {
  it('draws free-form parameters from the published distributions', () => {
    const params = paramsOf('free-form')
    for (const steps of [3, 5, 8])
      expect(
        shareOf(
          params.map((p) => p.steps),
          steps,
        ),
      ).toBeCloseTo(1 / 3, 1)
    expect(new Set(params.map((p) => p.steps)).size).toBe(3)
    expect(params.every((p) => p.strength === 0.6 && p.soft === null)).toBe(true)
    expect(params.every((p) => p.guidance >= 0.4 && p.guidance < 0.8)).toBe(true)
    expect(mean(params.map((p) => p.guidance))).toBeCloseTo(0.6, 1)
    expect(Math.min(...params.map((p) => p.threshold))).toBeCloseTo(0.1, 2)
    expect(Math.max(...params.map((p) => p.threshold))).toBeCloseTo(0.9, 2)
    expect(mean(params.map((p) => p.threshold))).toBeCloseTo(0.5, 1)
  })

  it('draws region parameters from the published distributions', () => {
    const params = paramsOf('region')
    expect(
      shareOf(
        params.map((p) => p.steps),
        10,
      ),
    ).toBeCloseTo(0.5, 1)
    expect(new Set(params.map((p) => p.guidance))).toEqual(new Set([0, 0.2, 0.4, 0.6]))
    expect(params.every((p) => p.strength === 0.3)).toBe(true)
    expect(
      shareOf(
        params.map((p) => p.soft),
        null,
      ),
    ).toBeCloseTo(0.5, 1)
    expect(new Set(params.map((p) => p.soft))).toEqual(new Set([null, 0, 0.1, 0.3, 0.5, 0.7, 0.8]))
  })

  it('draws candidate i the same whatever the count, and other ones from another seed', () => {
    const many = drawPublished('region', publishedCount.region, 11)
    expect(drawPublished('region', 3, 11)).toEqual(many.slice(0, 3))
    expect(new Set(many.map(({ seed }) => seed)).size).toBe(100)
    expect(drawPublished('region', 3, 12).map(({ seed }) => seed)).not.toEqual(
      many.slice(0, 3).map(({ seed }) => seed),
    )
  })

  it('does not tie a parameter to another', () => {
    const params = paramsOf('free-form')
    const [a, b] = [params.map((p) => p.guidance), params.map((p) => p.threshold)]
    const [ma, mb] = [mean(a), mean(b)]
    const covariance = mean(a.map((value, i) => (value - ma) * ((b[i] as number) - mb)))
    const spread = (values: number[], m: number) => Math.sqrt(mean(values.map((value) => (value - m) ** 2)))
    expect(Math.abs(covariance / (spread(a, ma) * spread(b, mb)))).toBeLessThan(0.05)
  })
})
