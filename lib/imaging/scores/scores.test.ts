import { describe, expect, it } from 'vitest'
import { decodeRaster } from '../codec'
import { createMask, createRaster, type Raster } from '../raster'
import { resizeRaster } from '../resample'
import { fixturePath, fixturesDir, needsFixtures, readFixtureJson } from '../testing/fixtures'
import { changeInside } from './change-inside'
import { perceptualDistance } from './perceptual-distance'
import { pixelScores } from './pixel-scores'
import { scorePair } from './score-pair'

const flat = (width: number, height: number, r: number, g: number, b: number): Raster => {
  const raster = createRaster(width, height)
  for (let i = 0; i < raster.data.length; i += 3) raster.data.set([r, g, b], i)
  return raster
}

const noise = (width: number, height: number, seed: number): Raster => {
  const raster = createRaster(width, height)
  let state = seed
  for (let i = 0; i < raster.data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    raster.data[i] = state >>> 24
  }
  return raster
}

/** The definition, window by window and in floats: slow, and nothing in it slides. */
const ssimByDefinition = (a: Raster, b: Raster): number => {
  const values: number[] = []
  for (let y = 0; y + 7 <= a.height; y++)
    for (let x = 0; x + 7 <= a.width; x++)
      for (let c = 0; c < 3; c++) {
        const pairs: [number, number][] = []
        for (let dy = 0; dy < 7; dy++)
          for (let dx = 0; dx < 7; dx++) {
            const i = ((y + dy) * a.width + x + dx) * 3 + c
            pairs.push([a.data[i]! / 255, b.data[i]! / 255])
          }
        const mean = (f: (p: [number, number]) => number) => pairs.reduce((s, p) => s + f(p), 0) / 49
        const [ma, mb] = [mean((p) => p[0]), mean((p) => p[1])]
        const k = 49 / 48
        const [va, vb] = [k * mean((p) => (p[0] - ma) ** 2), k * mean((p) => (p[1] - mb) ** 2)]
        const cov = k * mean((p) => (p[0] - ma) * (p[1] - mb))
        values.push(
          ((2 * ma * mb + 1e-4) * (2 * cov + 9e-4)) / ((ma * ma + mb * mb + 1e-4) * (va + vb + 9e-4)),
        )
      }
  return values.reduce((s, v) => s + v, 0) / values.length
}

describe('pixelScores', () => {
  it('equals the definition of SSIM, L1 and L2', () => {
    const [a, b] = [noise(23, 17, 1), noise(23, 17, 2)]
    const differences = [...a.data].map((v, i) => (v - b.data[i]!) / 255)
    const scores = pixelScores(a, b)
    expect(scores.ssim).toBeCloseTo(ssimByDefinition(a, b), 10)
    expect(scores.l1).toBeCloseTo(differences.reduce((s, d) => s + Math.abs(d), 0) / differences.length, 12)
    expect(scores.l2).toBeCloseTo(differences.reduce((s, d) => s + d * d, 0) / differences.length, 12)
  })

  it('is 1, 0, 0 for identical pictures and has no SSIM below seven pixels', () => {
    expect(pixelScores(noise(9, 9, 3), noise(9, 9, 3))).toEqual({ ssim: 1, l1: 0, l2: 0 })
    expect(pixelScores(noise(6, 40, 3), noise(6, 40, 4)).ssim).toBeNull()
  })

  it('refuses pictures of different sizes', () => {
    expect(() => pixelScores(noise(9, 9, 3), noise(9, 10, 3))).toThrow(/different sizes/)
  })
})

describe('perceptualDistance', () => {
  it('is 100 from black to white and 0 for the same picture', () => {
    expect(perceptualDistance(flat(300, 200, 0, 0, 0), flat(300, 200, 255, 255, 255))).toBeCloseTo(100, 4)
    expect(perceptualDistance(noise(300, 200, 1), noise(300, 200, 1))).toBe(0)
  })

  it('sees a changed colour and hardly sees grain', () => {
    const grey = flat(512, 512, 128, 128, 128)
    const grain = flat(512, 512, 128, 128, 128)
    noise(512, 512, 5).data.forEach((v, i) => {
      grain.data[i] = 128 + (v - 128) / 8
    })
    const hue = perceptualDistance(grey, flat(512, 512, 160, 116, 116))
    expect(hue).toBeGreaterThan(4)
    expect(perceptualDistance(grey, grain)).toBeLessThan(hue / 5)
  })
})

describe('changeInside', () => {
  it('weighs the change by the mask', () => {
    const [a, b] = [flat(4, 1, 0, 0, 0), flat(4, 1, 0, 0, 0)]
    b.data.set([10, 0, 0], 0)
    b.data.set([0, 10, 0], 9)
    const mask = createMask(4, 1)
    mask.data[0] = 255
    mask.data[3] = 51
    expect(changeInside(a, b, mask)).toBeCloseTo(0.6, 12)
  })

  it('is null when nothing changed', () => {
    const raster = flat(4, 4, 1, 2, 3)
    expect(scorePair(raster, raster, createMask(4, 4, 255)).changeInside).toBeNull()
  })
})

describe.skipIf(!fixturesDir)(`scores against scikit-image${needsFixtures}`, () => {
  interface Case {
    name: string
    source_image: string
    target_image: string
    l1: number
    l2: number
    ssim: number | null
  }
  const cases = fixturesDir ? (readFixtureJson('cases', 'metrics', 'cases.json') as Case[]) : []

  it.each(cases)('$name', async (c) => {
    const source = await decodeRaster(fixturePath('cases', 'metrics', c.source_image), { profile: 'ignore' })
    const target = await decodeRaster(fixturePath('cases', 'metrics', c.target_image), { profile: 'ignore' })
    const sameSize = source.width === target.width && source.height === target.height
    const scores = pixelScores(source, resizeRaster(target, source.width, source.height))
    expect(scores.l1).toBeCloseTo(c.l1, 6)
    expect(scores.l2).toBeCloseTo(c.l2, 6)
    expect(c.ssim !== null).toBe(sameSize)
    if (c.ssim !== null) expect(Math.abs(scores.ssim! - c.ssim)).toBeLessThan(1e-6)
  })
})
