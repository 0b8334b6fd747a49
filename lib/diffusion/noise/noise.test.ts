import { describe, expect, it } from 'vitest'
import { candidateNoise } from './candidate-noise'
import { philox } from './philox'

describe('Philox4x32-10', () => {
  // kat_vectors of Random123 1.14: counter, key, random words.
  it.each([
    ['00000000 00000000 00000000 00000000', '00000000 00000000', '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    ['ffffffff ffffffff ffffffff ffffffff', 'ffffffff ffffffff', '408f276d 41c83b0e a20bc7c6 6d5451fd'],
    ['243f6a88 85a308d3 13198a2e 03707344', 'a4093822 299f31d0', 'd16cfe09 94fdcceb 5001e420 24126ea1'],
  ])('gives the published words of counter %s', (counter, key, expected) => {
    const read = (text: string) => text.split(' ').map((word) => Number.parseInt(word, 16))
    const words = Uint32Array.from(read(counter))
    const [k0 = 0, k1 = 0] = read(key)
    philox(words, k0, k1)
    expect([...words]).toEqual(read(expected))
  })
})

const noise = (seed: number, purpose: Parameters<typeof candidateNoise>[1], length: number) =>
  candidateNoise(seed, purpose, new Float32Array(length))

describe('noise of a candidate', () => {
  it('is the same however much is asked for', () => {
    const long = noise(7, 'start', 1000)
    for (const length of [1, 2, 3, 5, 998])
      expect(noise(7, 'start', length)).toEqual(long.subarray(0, length))
  })

  it('differs by seed, beyond 32 bits too, by purpose and by step', () => {
    const all = [
      noise(7, 'start', 8),
      noise(8, 'start', 8),
      noise(7 + 2 ** 32, 'start', 8),
      noise(7, 'vae', 8),
      noise(7, { step: 0 }, 8),
      noise(7, { step: 1 }, 8),
    ]
    expect(new Set(all.map(String)).size).toBe(all.length)
  })

  it('stays what it is: seeds are kept with every candidate', () => {
    expect([...noise(42, { step: 3 }, 4)].map((x) => x.toFixed(6))).toEqual([
      '-1.167110',
      '0.095457',
      '-0.692058',
      '-0.439097',
    ])
  })

  it('refuses seeds that are not whole numbers', () => {
    for (const seed of [-1, 0.5, 2 ** 53, Number.NaN]) expect(() => noise(seed, 'start', 4)).toThrow(/seed/)
  })

  it('has mean 0 and variance 1, and no more of it in one place than in another', () => {
    const count = 200_000
    const values = noise(1234, 'start', count)
    const mean = values.reduce((sum, x) => sum + x, 0) / count
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count
    // Five standard errors.
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(count))
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / count))
    for (let lag = 1; lag <= 4; lag++) {
      let product = 0
      for (let i = lag; i < count; i++) product += (values[i] ?? 0) * (values[i - lag] ?? 0)
      expect(Math.abs(product / count)).toBeLessThan(5 / Math.sqrt(count))
    }
  })

  it('is normal by Kolmogorov and Smirnov, for many seeds and purposes', () => {
    const count = 20_000
    for (const seed of [0, 1, 99, 2 ** 40])
      for (const purpose of ['start', 'vae', { step: 2 }] as const) {
        const sorted = noise(seed, purpose, count).sort()
        let distance = 0
        for (const [i, x] of sorted.entries())
          distance = Math.max(
            distance,
            Math.abs(normal(x) - i / count),
            Math.abs(normal(x) - (i + 1) / count),
          )
        // The distance that one in 10,000 samples exceeds.
        expect(distance).toBeLessThan(2.23 / Math.sqrt(count))
      }
  })
})

/** The normal distribution (Abramowitz and Stegun 7.1.26: within 1.5e-7). */
function normal(x: number): number {
  const z = Math.abs(x) / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * z)
  const poly = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
  const half = poly * Math.exp(-z * z)
  return x > 0 ? 1 - half / 2 : half / 2
}
