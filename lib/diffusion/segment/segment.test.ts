import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRaster, type Raster } from '@/lib/imaging/raster'
import { fixturePath, fixturesDir, needsFixtures, readFixtureJson } from '@/lib/imaging/testing/fixtures'
import type { ModelFolder } from '../models/open-folder'
import { logitsInFrame, logitsToMask } from './logits-to-mask'
import { samFiles } from './sam-files'
import { samFrame, toSamFrame } from './sam-frame'
import { openSamModel, type SamModel } from './sam-model'

describe('samFrame', () => {
  it('brings the longest side to the square and rounds half up', () => {
    expect(samFrame({ width: 451, height: 300 }, 1024)).toMatchObject({ width: 1024, height: 681 })
    expect(samFrame({ width: 512, height: 600 }, 1024)).toMatchObject({ width: 874, height: 1024 })
    expect(samFrame({ width: 1, height: 1 }, 1024)).toMatchObject({ width: 1024, height: 1024 })
    expect(samFrame({ width: 8000, height: 2 }, 1024)).toMatchObject({ width: 1024, height: 1 })
  })

  it('scales a point by each axis’ own rounding', () => {
    const frame = samFrame({ width: 451, height: 300 }, 1024)
    const point = toSamFrame(frame, { x: 60, y: 30 })
    expect(point.x).toBeCloseTo(136.23059, 4)
    expect(point.y).toBeCloseTo(68.1, 6)
  })
})

describe('logitsToMask', () => {
  const frame = samFrame({ width: 8, height: 4 }, 16)

  it('keeps what is above zero at the picture’s own size', () => {
    const data = Float32Array.from({ length: 32 }, (_, i) => (i % 8 < 3 ? 0.5 : i % 8 === 3 ? 0 : -1))
    const mask = logitsToMask({ width: 8, height: 4, data }, frame)
    expect([...mask.data.subarray(0, 8)]).toEqual([255, 255, 255, 0, 0, 0, 0, 0])
  })

  it('cuts the padding off and interpolates between centres', () => {
    // A square of 4 logits; the picture fills its upper half. Columns 3, 1, −1, −3: zero lies in the middle.
    const data = Float32Array.from({ length: 16 }, (_, i) => (i < 8 ? [3, 1, -1, -3][i % 4]! : -9))
    const inFrame = logitsInFrame({ width: 4, height: 4, data }, frame)
    expect([inFrame.width, inFrame.height]).toEqual([16, 8])
    // Output 6 lies at (6 + 0.5) / 4 − 0.5 = 1.125, an eighth of the way from 1 to −1.
    expect(inFrame.data[6]).toBeCloseTo(0.75, 6)
    expect(inFrame.data[0]).toBe(3)
    const mask = logitsToMask(inFrame, frame)
    expect([...mask.data.subarray(0, 8)]).toEqual([255, 255, 255, 255, 0, 0, 0, 0])
  })
})

describe('samFiles', () => {
  const folder = (...files: string[]): ModelFolder =>
    ({ root: '/sam', files: new Map(files.map((f) => [f, 1])), path: (f: string) => `/sam/${f}` }) as never

  it('knows both halves by the names that repositories give them', () => {
    const hub = folder('onnx/vision_encoder.onnx', 'onnx/prompt_encoder_mask_decoder.onnx')
    expect(samFiles(hub)).toEqual({
      encoder: '/sam/onnx/vision_encoder.onnx',
      decoders: ['/sam/onnx/prompt_encoder_mask_decoder.onnx'],
    })
    const mobile = folder(
      'mobile_sam_image_encoder.onnx',
      'sam_mask_decoder_single.onnx',
      'sam_mask_decoder_multi.onnx',
    )
    expect(samFiles(mobile).encoder).toBe('/sam/mobile_sam_image_encoder.onnx')
    expect(samFiles(mobile).decoders[0]).toBe('/sam/sam_mask_decoder_multi.onnx')
  })

  it('prefers float32 and never takes a quantised file', () => {
    const variants = ['_quantized', '_fp16', ''].map((v) => `onnx/vision_encoder${v}.onnx`)
    expect(samFiles(folder(...variants, 'decoder.onnx')).encoder).toBe('/sam/onnx/vision_encoder.onnx')
    expect(() => samFiles(folder(variants[0]!, 'decoder.onnx'))).toThrow(/no image encoder/)
    expect(() => samFiles(folder('encoder.onnx'))).toThrow(/no mask decoder; there is encoder\.onnx/)
  })
})

describe.skipIf(!fixturesDir)(`SAM on a small model${needsFixtures}`, () => {
  const role = fixturesDir ? (readFixtureJson('manifest.json') as { roles: { sam: string } }).roles.sam : ''
  const root = fixturePath('models', role)
  const picture = (width: number, height: number, level: number): Raster => {
    const raster = createRaster(width, height)
    raster.data.fill(level, 0, raster.data.length / 2)
    return raster
  }
  const box = { from: { x: 10, y: 10 }, to: { x: 60, y: 50 } }
  let sam: SamModel
  beforeAll(async () => {
    sam = await openSamModel(root)
  })
  afterAll(() => sam.release())

  it('looks at the same pixels once, in whichever object they come', async () => {
    const first = await sam.encoder.embed(picture(96, 64, 200))
    const before = sam.encoder.sessionMs
    expect(await sam.encoder.embed(picture(96, 64, 200))).toBe(first)
    expect(sam.encoder.sessionMs).toBe(before)
    expect(await sam.encoder.embed(picture(64, 96, 200))).not.toBe(first)
  })

  it('runs once for two requests at the same time', async () => {
    const [a, b] = await Promise.all([1, 2].map(() => sam.encoder.embed(picture(40, 40, 90))))
    expect(a).toBe(b)
  })

  it.each([
    [1, 1],
    [96, 64],
    [8000, 40],
    [3000, 2500],
  ])('gives a mask of the picture’s size at %i × %i', async (width, height) => {
    const image = await sam.encoder.embed(picture(width, height, 130))
    const { mask } = await sam.decoder.decode(image, { points: [{ x: 0, y: 0, label: 1 }], box: null })
    expect([mask.width, mask.height]).toEqual([width, height])
    expect([0, 255]).toContain(mask.data[0])
  })

  it('refuses a box by name where the decoder knows points only, and a prompt of nothing', async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'exemplar-sam-'))
    try {
      for (const file of ['vision_encoder.onnx', 'prompt_encoder_mask_decoder.onnx']) {
        await copyFile(path.join(root, 'onnx', file), path.join(dir, file))
      }
      const points = await openSamModel(dir)
      expect(points.decoder.contract).toBe('points')
      const image = await points.encoder.embed(picture(96, 64, 200))
      await expect(points.decoder.decode(image, { points: [], box })).rejects.toMatchObject({
        code: 'unsupported',
        field: 'box',
      })
      await expect(points.decoder.decode(image, { points: [], box: null })).rejects.toMatchObject({
        code: 'bad-input',
      })
      await points.release()
    } finally {
      await rm(dir, { recursive: true })
    }
  })

  it('answers a box by the first mask, and a single click by the best of the others', async () => {
    const image = await sam.encoder.embed(picture(96, 64, 200))
    const boxed = await sam.decoder.decode(image, { points: [], box })
    expect(boxed.score).toBe(boxed.scores[0])
    const clicked = await sam.decoder.decode(image, { points: [{ x: 30, y: 30, label: 1 }], box: null })
    expect(clicked.score).toBe(Math.max(...clicked.scores.subarray(1)))
  })
})
