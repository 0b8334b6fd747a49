import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRaster, type Raster } from '@/lib/imaging/raster'
import { openSamModel, type SamModel } from './sam-model'
import { writeMetaDecoder, writePointsDecoder, writeSamEncoder } from './testing/small-sam'

let root: string
let folder: string
let count = 0
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'exemplar-sam-'))
})
beforeEach(() => {
  folder = path.join(root, String(count++))
})
afterAll(() => rm(root, { recursive: true }))

/** Red on the left half, black on the right. */
const halves = (width: number, height: number): Raster => {
  const raster = createRaster(width, height)
  for (let i = 0; i < width * height; i++) raster.data[i * 3] = i % width < width / 2 ? 255 : 0
  return raster
}

const withSam = async (check: (sam: SamModel) => Promise<void>) => {
  const sam = await openSamModel(folder)
  try {
    await check(sam)
  } finally {
    await sam.release()
  }
}

const shareOfLeft = (data: Uint8Array, width: number) => {
  const inLeft = data.reduce((n, v, i) => n + (v === 255 && i % width < width / 2 ? 1 : 0), 0)
  const inRight = data.reduce((n, v, i) => n + (v === 255 && i % width >= width / 2 ? 1 : 0), 0)
  return [inLeft / (data.length / 2), inRight / (data.length / 2)]
}
const point = { x: 3, y: 3, label: 1 } as const
const box = { from: { x: 1, y: 1 }, to: { x: 20, y: 10 } }

describe('SAM', () => {
  // The small models see 32 pixels where published ones see 1024. Those that take pixels pad them themselves, which
  // the small one does not, so it is shown a square.
  it.each([
    ['planes', 64, 64, 32],
    ['planes', 64, 32, 32],
    ['planes', 24, 80, 32],
    ['pixels', 64, 64, 1024],
  ] as const)('finds the object by %s of a picture of %i × %i', async (layout, width, height, side) => {
    await writeSamEncoder(folder, layout)
    await writeMetaDecoder(folder)
    await withSam(async (sam) => {
      const image = await sam.encoder.embed(halves(width, height))
      expect(Math.max(image.frame.width, image.frame.height)).toBe(side)
      const { mask } = await sam.decoder.decode(image, { points: [], box })
      expect([mask.width, mask.height]).toEqual([width, height])
      const [left, right] = shareOfLeft(mask.data, width)
      expect(left).toBeGreaterThan(0.9)
      expect(right).toBeLessThan(0.1)
    })
  })
})

describe('SAM’s encoder', () => {
  it('looks at the same pixels once, in whichever object and however many at a time', async () => {
    await writeSamEncoder(folder, 'planes')
    await writeMetaDecoder(folder)
    await withSam(async ({ encoder }) => {
      const [first, second] = await Promise.all([
        encoder.embed(halves(40, 40)),
        encoder.embed(halves(40, 40)),
      ])
      expect(second).toBe(first)
      const spent = encoder.sessionMs
      expect(await encoder.embed(halves(40, 40))).toBe(first)
      expect(encoder.sessionMs).toBe(spent)
      expect(await encoder.embed(halves(40, 41))).not.toBe(first)
    })
  })
})

describe('SAM’s decoders', () => {
  it('of Meta’s contract are given a box as labels 2 and 3, and a padding point where there is no box', async () => {
    await writeSamEncoder(folder, 'planes')
    await writeMetaDecoder(folder)
    await withSam(async (sam) => {
      expect(sam.decoder.contract).toBe('boxes')
      const image = await sam.encoder.embed(halves(40, 40))
      const score = async (prompt: Parameters<typeof sam.decoder.decode>[1]) =>
        (await sam.decoder.decode(image, prompt)).score
      expect(await score({ points: [], box })).toBe(2 + 3)
      expect(await score({ points: [point], box })).toBe(1 + 2 + 3)
      expect(await score({ points: [point, { ...point, label: 0 }], box: null })).toBe(1 + 0 - 1)
    })
  })

  it('of the other contract are given points as they are, and answer by their best mask', async () => {
    await writeSamEncoder(folder, 'planes')
    await writePointsDecoder(folder)
    await withSam(async (sam) => {
      expect(sam.decoder.contract).toBe('points')
      const image = await sam.encoder.embed(halves(40, 40))
      const answer = await sam.decoder.decode(image, { points: [point, point], box: null })
      expect(answer.score).toBe(1 + 1 + 1)
      expect(shareOfLeft(answer.mask.data, 40)[0]).toBeGreaterThan(0.9)
      await expect(sam.decoder.decode(image, { points: [], box })).rejects.toMatchObject({ field: 'box' })
    })
  })

  it('that take boxes come first where there are both', async () => {
    await writeSamEncoder(folder, 'planes')
    await writePointsDecoder(folder)
    await writeMetaDecoder(folder)
    await withSam(async (sam) => expect(sam.decoder.contract).toBe('boxes'))
  })
})
