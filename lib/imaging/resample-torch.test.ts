import { describe, expect, it } from 'vitest'
import { normalising, writePlanes } from './planes'
import { createRaster, type Raster } from './raster'
import { torchBicubic, torchNearest } from './resample-torch'

/** A picture of one row whose red channel is given; green is its half, blue its complement. */
const row = (...red: number[]): Raster => {
  const raster = createRaster(red.length, 1)
  for (const [x, v] of red.entries()) raster.data.set([v, v / 2, 255 - v], x * 3)
  return raster
}

const planes = (width: number, height: number) => ({ data: new Float32Array(width * height * 3), at: 0 })

describe('torchBicubic', () => {
  it('halves with four taps of a = -0.75 and no averaging', () => {
    // Output 0 lies at 0.5: weights −3/32, 19/32, 19/32, −3/32 on samples 0 (clamped), 0, 1, 2.
    const target = planes(2, 1)
    torchBicubic(row(0, 100, 200, 20), 2, 1, target)
    const expected = [(19 * 100 - 3 * 200) / 32, (-3 * 100 + 19 * 200 + 19 * 20 - 3 * 20) / 32]
    expect(target.data[0]! * 255).toBeCloseTo(expected[0]!, 3)
    expect(target.data[1]! * 255).toBeCloseTo(expected[1]!, 3)
    expect(target.data[2]! * 255).toBeCloseTo(expected[0]! / 2, 3)
    expect(target.data[4]! * 255).toBeCloseTo(255 - expected[0]!, 3)
  })

  it('overshoots instead of clamping', () => {
    const target = planes(2, 1)
    torchBicubic(row(0, 0, 255, 255), 2, 1, target)
    expect(target.data[0]).toBeCloseTo(-3 / 32, 6)
    expect(target.data[1]).toBeCloseTo(35 / 32, 6)
  })

  it('keeps a picture of one pixel and of its own size', () => {
    const target = planes(3, 3)
    torchBicubic(row(51), 3, 3, target)
    for (const v of target.data.subarray(0, 9)) expect(v).toBeCloseTo(0.2, 6)
    const same = planes(4, 1)
    torchBicubic(row(0, 51, 102, 255), 4, 1, same)
    expect([...same.data.subarray(0, 4)].map((v) => Math.round(v * 255))).toEqual([0, 51, 102, 255])
  })

  it('resamples rows as it does columns', () => {
    const tall: Raster = { ...row(0, 100, 200, 20, 7, 90, 255), width: 1, height: 7 }
    const [wide, high] = [planes(5, 1), planes(1, 5)]
    torchBicubic({ ...tall, width: 7, height: 1 }, 5, 1, wide)
    torchBicubic(tall, 1, 5, high)
    for (const [i, v] of wide.data.entries()) expect(high.data[i]).toBeCloseTo(v, 6)
  })

  it('writes from an offset, normalised', () => {
    const target = { data: new Float32Array(7), at: 4 }
    torchBicubic(row(255), 1, 1, target, normalising([0.5, 0.25, 0], [0.5, 0.5, 2]))
    expect([...target.data.subarray(0, 4)]).toEqual([0, 0, 0, 0])
    expect(target.data[4]).toBeCloseTo(1, 6)
    expect(target.data[5]).toBeCloseTo((127 / 255 - 0.25) / 0.5, 1)
    expect(target.data[6]).toBeCloseTo(0, 6)
  })
})

describe('torchNearest', () => {
  it('takes the sample at floor(i · in / out)', () => {
    const target = planes(5, 2)
    torchNearest(row(0, 51, 102), 5, 2, target)
    const first = [...target.data.subarray(0, 5)].map((v) => Math.round(v * 255))
    expect(first).toEqual([0, 0, 51, 51, 102])
    expect([...target.data.subarray(5, 10)]).toEqual([...target.data.subarray(0, 5)])
  })
})

describe('writePlanes', () => {
  it('leaves the padding to the right and below untouched', () => {
    const target = { ...planes(3, 2), width: 3, height: 2 }
    writePlanes(row(255, 0), target, normalising([0.5, 0, 0], [0.5, 1, 1]))
    expect([...target.data.subarray(0, 6)]).toEqual([1, -1, 0, 0, 0, 0])
  })
})
