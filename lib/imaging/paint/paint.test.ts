import { describe, expect, it } from 'vitest'
import { createRaster } from '@/lib/imaging/raster'
import { blur } from './blur'
import { distanceTo } from './distance'
import { inpaint } from './inpaint'
import { labOf, rasterOfLab } from './oklab'
import { lightOf, rasterOfLight } from './planes'
import { createRandom, hashAt, seedOf } from './random'

const noise = (width: number, height: number, seed: number) => {
  const picture = createRaster(width, height)
  for (let i = 0; i < picture.data.length; i += 1) picture.data[i] = hashAt(i, 0, seed) * 256
  return picture
}

describe('colour spaces', () => {
  it('come back to the same bytes from linear light and from OKLab', () => {
    const picture = noise(64, 64, 1)
    const apart = (other: Uint8ClampedArray) =>
      other.reduce((m, v, i) => Math.max(m, Math.abs(v - (picture.data[i] ?? 0))), 0)
    expect(apart(rasterOfLight(lightOf(picture)).data)).toBe(0)
    expect(apart(rasterOfLab(labOf(picture)).data)).toBeLessThanOrEqual(1)
  })

  it('give white and the primaries their published OKLab values', () => {
    const picture = createRaster(2, 1)
    picture.data.set([255, 255, 255, 255, 0, 0])
    const { L, a, b } = labOf(picture)
    expect(L[0]).toBeCloseTo(1, 3)
    expect(a[0]).toBeCloseTo(0, 3)
    expect([L[1], a[1], b[1]].map((v) => Math.round((v ?? 0) * 1000))).toEqual([628, 225, 126])
  })
})

describe('blur', () => {
  it.each([0.5, 0.7, 1, 2, 5, 12])('keeps a flat plane flat and a sum the same, sigma %d', (sigma) => {
    const flat = blur(new Float32Array(60 * 40).fill(0.7), 60, 40, sigma)
    expect(flat.every((v) => Math.abs(v - 0.7) < 1e-4)).toBe(true)
    const spot = new Float32Array(101 * 101)
    spot[50 * 101 + 50] = 1
    const spread = blur(spot, 101, 101, sigma)
    expect(spread.reduce((sum, v) => sum + v, 0)).toBeCloseTo(1, 3)
  })

  it('has the deviation that it was asked for', () => {
    const spot = new Float32Array(101)
    spot[50] = 1
    const spread = blur(spot, 101, 1, 6)
    const variance = spread.reduce((sum, v, x) => sum + v * (x - 50) ** 2, 0)
    expect(Math.sqrt(variance)).toBeCloseTo(6, 0)
  })
})

describe('distanceTo', () => {
  it('equals the distance found by looking at every pixel', () => {
    const random = createRandom(3)
    const [width, height] = [37, 23]
    const sites = new Set(Array.from({ length: 9 }, () => Math.floor(random.next() * width * height)))
    const found = distanceTo(width, height, (i) => sites.has(i))
    for (let i = 0; i < width * height; i += 1) {
      const nearest = Math.min(
        ...[...sites].map((j) =>
          Math.hypot((i % width) - (j % width), Math.floor(i / width) - Math.floor(j / width)),
        ),
      )
      expect(found[i]).toBeCloseTo(nearest, 4)
    }
  })
})

describe('seedOf', () => {
  it('gives distinct uint32 seeds over indices and over neighbouring seeds', () => {
    const seeds = [0, 1, 2, 0xffffffff].flatMap((seed) =>
      Array.from({ length: 500 }, (_, index) => seedOf(seed, index)),
    )
    expect(new Set(seeds).size).toBe(2000)
    expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed <= 0xffffffff)).toBe(true)
  })
})

describe('inpaint', () => {
  const side = 96
  const striped = createRaster(side, side)
  for (let i = 0; i < side * side; i += 1) {
    const bright = (i % side) % 12 < 6
    striped.data.set(bright ? [220, 180, 60] : [40, 60, 120], i * 3)
  }
  const hole = new Uint8Array(side * side)
  for (let y = 34; y < 62; y += 1) for (let x = 36; x < 60; x += 1) hole[y * side + x] = 1
  const broken = createRaster(side, side)
  broken.data.set(striped.data)
  hole.forEach((on, i) => {
    if (on) broken.data.set([0, 255, 0], i * 3)
  })

  it('continues a pattern through the hole and leaves the rest alone', () => {
    const filled = inpaint(broken, hole, 5)
    let wrong = 0
    hole.forEach((on, i) => {
      const off = Math.abs((filled.data[i * 3] ?? 0) - (striped.data[i * 3] ?? 0))
      if (on && off > 60) wrong += 1
      if (!on) expect(filled.data[i * 3]).toBe(striped.data[i * 3])
    })
    expect(wrong / hole.reduce((sum, on) => sum + on, 0)).toBeLessThan(0.1)
  })

  it('depends on its seed alone', () => {
    expect(inpaint(broken, hole, 5).data).toEqual(inpaint(broken, hole, 5).data)
  })

  it('fills smoothly where the picture has no intact patch', () => {
    const most = new Uint8Array(side * side).fill(1)
    most.fill(0, 0, side)
    const filled = inpaint(striped, most, 1)
    expect(filled.data.every((v) => v >= 40 && v <= 220)).toBe(true)
  })
})
