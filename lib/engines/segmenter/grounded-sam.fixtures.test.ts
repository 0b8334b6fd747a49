import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSamModel } from '@/lib/diffusion/segment/sam-model'
import { decodeMask, decodeRaster } from '@/lib/imaging/codec'
import { boxMask } from '@/lib/imaging/masks/box-mask'
import { maskIou, unionMasks } from '@/lib/imaging/masks/combine'
import type { Stroke } from '@/lib/imaging/masks/strokes'
import type { Mask, Raster } from '@/lib/imaging/raster'
import { fixturePath, fixturesDir, needsFixtures, readFixtureJson } from '@/lib/imaging/testing/fixtures'
import { type ModelSegmenter, openGroundedSam } from './grounded-sam'
import { scribblePoints } from './scribble-points'

describe('scribblePoints', () => {
  const stroke = (mode: Stroke['mode'], ...points: [number, number][]): Stroke => ({
    mode,
    radius: 5,
    points: points.map(([x, y]) => ({ x, y })),
  })

  it('clicks evenly along a stroke, and once on a dot', () => {
    const points = scribblePoints([stroke('add', [0, 0], [30, 0], [30, 10]), stroke('erase', [80, 80])])
    expect(points.map(({ x, y, on }) => [Math.round(x), Math.round(y), on])).toEqual([
      [5, 0, true],
      [15, 0, true],
      [25, 0, true],
      [30, 5, true],
      [80, 80, false],
    ])
  })

  it('takes back what a later stroke painted over, and not the other way round', () => {
    const points = scribblePoints([stroke('add', [0, 0]), stroke('add', [50, 50]), stroke('erase', [3, 0])])
    expect(points.map(({ x, y, on }) => [x, y, on])).toEqual([
      [50, 50, true],
      [3, 0, false],
    ])
  })

  it('stays a handful whatever the hand does', () => {
    const long = Array.from({ length: 400 }, (_, i): [number, number] => [i * 3, i % 2])
    expect(scribblePoints([stroke('add', ...long)])).toHaveLength(5)
    const many = Array.from({ length: 100 }, (_, i) => stroke('add', [i * 20, 0]))
    expect(scribblePoints(many)).toHaveLength(24)
    expect(scribblePoints([stroke('add')])).toEqual([])
  })
})

describe.skipIf(!fixturesDir)(`GroundingDINO and SAM on small models${needsFixtures}`, () => {
  interface SamCase {
    image: string
    boxes: { box_xyxy: [number, number, number, number]; mask: string }[]
  }
  interface GroundingCase {
    image: string
    caption: string
    box_threshold: number
    kept: { box_cxcywh: [number, number, number, number] }[]
    box_mask: string
  }
  const roles = fixturesDir
    ? (readFixtureJson('manifest.json') as { roles: Record<'sam' | 'grounding', string> }).roles
    : { sam: '', grounding: '' }
  const [sam, grounding] = [fixturePath('models', roles.sam), fixturePath('models', roles.grounding)]
  const differing = (a: Mask, b: Mask) => a.data.reduce((n, v, i) => n + (v === b.data[i] ? 0 : 1), 0)
  const load = (file: string) => decodeRaster(fixturePath(file), { profile: 'ignore' })

  let segmenter: ModelSegmenter
  let cat: Raster
  let named: GroundingCase
  beforeAll(async () => {
    named = (readFixtureJson('cases', 'grounding', 'cases.json') as GroundingCase[]).find(
      (c) => c.caption === 'cat',
    )!
    cat = await load(named.image)
    segmenter = await openGroundedSam({
      sam,
      grounding,
      models: [],
      thresholds: { box: named.box_threshold, text: 0.25 },
    })
    await segmenter.warmUp()
  })
  afterAll(() => segmenter.release())

  it('cuts a box out as the reference does', async () => {
    const [first] = readFixtureJson('cases', 'sam', 'cases.json') as SamCase[]
    const image = await load(first!.image)
    for (const { box_xyxy, mask } of first!.boxes) {
      const [x, y, right, bottom] = box_xyxy
      const box = { x, y, width: right - x, height: bottom - y }
      const found = await segmenter.segment({ image, prompt: { kind: 'box', box }, seed: 0 })
      const wanted = await decodeMask(fixturePath('cases', 'sam', mask))
      expect(differing(found.mask, wanted) / wanted.data.length).toBeLessThan(0.001)
      expect(found.boxes).toEqual([box])
    }
  })

  it('finds an object by its name: the boxes of the detector, the union of their masks', async () => {
    const prompt = { kind: 'label', label: named.caption, regions: [] } as const
    const found = await segmenter.segment({ image: cat, prompt, seed: 0 })
    expect(found.boxes).toHaveLength(named.kept.length)
    const wanted = await decodeMask(fixturePath('cases', 'grounding', named.box_mask))
    expect(differing(boxMask(cat.width, cat.height, found.boxes), wanted)).toBe(0)
    const cutter = await openSamModel(sam)
    const image = await cutter.encoder.embed(cat)
    const cut = named.kept.map(async ({ box_cxcywh: [cx, cy, w, h] }) => {
      const at = (x: number, y: number) => ({ x: x * cat.width, y: y * cat.height })
      const box = { from: at(cx - w / 2, cy - h / 2), to: at(cx + w / 2, cy + h / 2) }
      return (await cutter.decoder.decode(image, { points: [], box })).mask
    })
    expect(maskIou((await Promise.all(cut)).reduce(unionMasks), found.mask)).toBeGreaterThan(0.99)
    await cutter.release()
  })

  it('takes a region that a person labelled before it asks the model', async () => {
    const rings = [
      [
        { x: 10, y: 10 },
        { x: 20, y: 10 },
        { x: 20, y: 20 },
        { x: 10, y: 20 },
      ],
    ]
    const before = segmenter.sessionMs
    const prompt = { kind: 'label', label: 'Cat ', regions: [{ label: 'cat', rings }] } as const
    const found = await segmenter.segment({ image: cat, prompt, seed: 0 })
    expect(found.boxes).toEqual([{ x: 10, y: 10, width: 10, height: 10 }])
    expect(segmenter.sessionMs).toBe(before)
  })

  it('says how far off it was when it finds nothing, and what to try', async () => {
    const strict = await openGroundedSam({
      sam,
      grounding,
      models: [],
      thresholds: { box: 0.99, text: 0.25 },
    })
    const prompt = { kind: 'label', label: 'zebra', regions: [] } as const
    await expect(strict.segment({ image: cat, prompt, seed: 0 })).rejects.toMatchObject({
      code: 'refused',
      field: 'label',
      message: expect.stringMatching(/“zebra”: the best match scores 0\.\d\d, and 0\.99 is needed/),
    })
    await strict.release()
  })

  it('answers clicks and scribbles, and refuses those that miss the picture', async () => {
    const on = { kind: 'points', points: [{ x: 200, y: 200, on: true }] } as const
    const clicked = await segmenter.segment({ image: cat, prompt: on, seed: 0 })
    expect([clicked.mask.width, clicked.mask.height]).toEqual([cat.width, cat.height])
    const strokes = [{ mode: 'add', radius: 8, points: [{ x: 200, y: 200 }] }] as const
    const scribbled = await segmenter.segment({ image: cat, prompt: { kind: 'scribble', strokes }, seed: 0 })
    expect(differing(scribbled.mask, clicked.mask)).toBe(0)
    const missed = { kind: 'points', points: [{ x: -5, y: 2, on: true }] } as const
    await expect(segmenter.segment({ image: cat, prompt: missed, seed: 0 })).rejects.toMatchObject({
      code: 'bad-input',
    })
    const background = { kind: 'points', points: [{ x: 5, y: 2, on: false }] } as const
    await expect(segmenter.segment({ image: cat, prompt: background, seed: 0 })).rejects.toThrow(/click/)
  })

  it('takes no box with a decoder that knows points only, and says so beforehand', async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'exemplar-slim-sam-'))
    try {
      for (const file of ['vision_encoder.onnx', 'prompt_encoder_mask_decoder.onnx']) {
        await copyFile(path.join(sam, 'onnx', file), path.join(dir, file))
      }
      const slim = await openGroundedSam({ sam: dir, grounding: null, models: [] })
      expect(slim.prompts).not.toContain('box')
      const box = { x: 10, y: 10, width: 100, height: 100 }
      await expect(slim.segment({ image: cat, prompt: { kind: 'box', box }, seed: 0 })).rejects.toMatchObject(
        {
          code: 'unsupported',
        },
      )
      const prompt = { kind: 'label', label: 'cat', regions: [] } as const
      await expect(slim.segment({ image: cat, prompt, seed: 0 })).rejects.toThrow(/labelled “cat”/)
      await slim.release()
    } finally {
      await rm(dir, { recursive: true })
    }
  })
})
