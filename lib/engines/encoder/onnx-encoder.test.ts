import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeClip, writeDino } from '@/lib/diffusion/vision/testing/small-encoders'
import { createRaster, type Raster } from '@/lib/imaging/raster'
import type { Encoder } from './encoder'
import { openOnnxEncoder } from './onnx-encoder'

let root: string
let encoder: Encoder
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'exemplar-encoder-'))
  await writeClip(path.join(root, 'clip'), 'apart')
  await writeClip(path.join(root, 'broken'), 'apart', { roots: true })
  await writeDino(path.join(root, 'dino'))
  encoder = await openOnnxEncoder({
    clip: path.join(root, 'clip'),
    dinov2: path.join(root, 'dino'),
    models: [],
  })
})
afterAll(async () => {
  await encoder.release()
  await rm(root, { recursive: true })
})

const flat = (red: number, green: number, blue: number): Raster => {
  const raster = createRaster(9, 5)
  for (let i = 0; i < raster.data.length; i += 3) raster.data.set([red, green, blue], i)
  return raster
}
const captions = { sourceCaption: 'a', targetCaption: 'a b' }

describe('the encoder', () => {
  it('gives the five cosines, which follow by hand here', async () => {
    // CLIP sees (2, −2, −2) and (−2, 2, −2), DINOv2 (1, 0, 0) and (0, 1, 0); both captions point along (1, 1, 1).
    const scores = await encoder.scorePair({ source: flat(255, 0, 0), edited: flat(0, 255, 0), ...captions })
    expect(scores.clipSimSource).toBeCloseTo(-1 / 3, 5)
    expect(scores.clipSimTarget).toBeCloseTo(-1 / 3, 5)
    expect(scores.clipSimImage).toBeCloseTo(-1 / 3, 5)
    expect(scores.dinov2Sim).toBeCloseTo(0, 6)
    expect(Math.abs(scores.clipSimDir!)).toBeLessThan(1e-3)
  })

  it('looks at a shared source once, in one call or several, and reads a caption once', async () => {
    const source = flat(1, 2, 3)
    const [first, second] = [flat(200, 10, 10), flat(10, 200, 10)]
    const together = await encoder.scorePairs([
      { source, edited: first, ...captions },
      { source, edited: second, ...captions },
    ])
    const spent = encoder.sessionMs
    const again = await encoder.scorePair({ source, edited: second, ...captions })
    expect(encoder.sessionMs).toBe(spent)
    expect(again).toEqual(together[1])
  })

  it('sees no direction where nothing changed', async () => {
    const scores = await encoder.scorePair({ source: flat(7, 8, 9), edited: flat(7, 8, 9), ...captions })
    expect(scores.clipSimDir).toBe(0)
    expect(scores.clipSimImage).toBeCloseTo(1, 6)
  })

  it('leaves the scores empty that it has no model for', async () => {
    const dinoOnly = await openOnnxEncoder({ clip: null, dinov2: path.join(root, 'dino'), models: [] })
    await dinoOnly.warmUp()
    const scores = await dinoOnly.scorePair({ source: flat(9, 0, 0), edited: flat(9, 0, 0), ...captions })
    expect(scores).toMatchObject({ clipSimDir: null, clipSimSource: null, dinov2Sim: expect.closeTo(1, 5) })
    await dinoOnly.release()
  })

  it('fails the pair alone whose features are not numbers', async () => {
    const broken = await openOnnxEncoder({ clip: path.join(root, 'broken'), dinov2: null, models: [] })
    const [dark, bright] = [flat(0, 0, 0), flat(255, 255, 255)]
    const pair = { source: bright, edited: dark, ...captions }
    await expect(broken.scorePair(pair)).rejects.toMatchObject({ code: 'refused' })
    const scores = await broken.scorePair({ ...pair, edited: flat(254, 255, 255) })
    expect(scores.clipSimImage).toBeGreaterThan(0.99)
    await broken.release()
  })

  it('needs a model', async () => {
    await expect(openOnnxEncoder({ clip: null, dinov2: null, models: [] })).rejects.toThrow(/CLIP/)
  })
})
