import { expect, it } from 'vitest'
import { allFinite, fromNetwork, toNetwork } from './picture'

it('brings a picture to the network’s range, in planes, and back', () => {
  const data = Uint8ClampedArray.from({ length: 2 * 3 * 3 }, (_, i) => (i * 37) % 256)
  const picture = { width: 3, height: 2, data }
  const network = toNetwork(picture)
  expect(network.dims).toEqual([1, 3, 2, 3])
  expect(network.data[6]).toBeCloseTo((37 / 255) * 2 - 1, 6) // the first pixel's green
  expect(fromNetwork(network)).toEqual(picture)
})

it('clamps what is beyond the range and rounds halves to even', () => {
  const level = (value: number) => (value / 255) * 2 - 1
  const data = Float32Array.of(-1.5, 1.2, level(100.4), level(100.6), 0, 0)
  // 127.5, the middle of the range, is exact: it goes to the even neighbour.
  expect([...fromNetwork({ dims: [1, 3, 1, 2], data }).data]).toEqual([0, 100, 128, 255, 101, 128])
})

it('sees every value that is no number', () => {
  expect(allFinite(Float32Array.of(1, -65504, 0))).toBe(true)
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
    expect(allFinite(Float32Array.of(1, bad, Number.NEGATIVE_INFINITY))).toBe(false)
})
