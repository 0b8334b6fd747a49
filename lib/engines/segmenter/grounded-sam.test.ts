import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeDetector } from '@/lib/diffusion/detect/testing/small-detector'
import {
  writeMetaDecoder,
  writePointsDecoder,
  writeSamEncoder,
} from '@/lib/diffusion/segment/testing/small-sam'
import { createRaster, type Raster } from '@/lib/imaging/raster'
import { type ModelSegmenter, openGroundedSam } from './grounded-sam'
import type { SegmentPrompt } from './segmenter'

let root: string
let segmenter: ModelSegmenter
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'exemplar-grounded-sam-'))
  const at = (name: string) => path.join(root, name)
  for (const folder of ['sam', 'slim']) await writeSamEncoder(at(folder), 'planes')
  await writeMetaDecoder(at('sam'))
  await writePointsDecoder(at('slim'))
  await writeDetector(at('grounding'), {
    probabilities: [
      [0.01, 0.6, 0.01, 0.01],
      [0.01, 0.2, 0.01, 0.01],
      [0.01, 0.4, 0.01, 0.01],
    ],
    boxes: [
      [0.25, 0.5, 0.25, 0.5],
      [0.5, 0.5, 0.9, 0.9],
      [0.75, 0.25, 0.25, 0.25],
    ],
    side: 32,
  })
  segmenter = await openGroundedSam({ sam: at('sam'), grounding: at('grounding'), models: [] })
  await segmenter.warmUp()
})
afterAll(async () => {
  await segmenter.release()
  await rm(root, { recursive: true })
})

/** The small SAM finds what is red: here the left half. */
const halves = (): Raster => {
  const raster = createRaster(64, 48)
  for (let i = 0; i < 64 * 48; i++) raster.data[i * 3] = i % 64 < 32 ? 255 : 0
  return raster
}
const ask = (prompt: SegmentPrompt, by = segmenter, image = halves()) =>
  by.segment({ image, prompt, seed: 1 })
const label = (name: string): SegmentPrompt => ({ kind: 'label', label: name, regions: [] })
const square = [
  { x: 2, y: 2 },
  { x: 6, y: 2 },
  { x: 6, y: 6 },
  { x: 2, y: 6 },
]

describe('GroundingDINO and SAM together', () => {
  it('find a name as boxes and cut them out', async () => {
    const { mask, boxes } = await ask(label('cup'))
    expect(boxes).toEqual([
      { x: 8, y: 12, width: 17, height: 25 },
      { x: 40, y: 6, width: 17, height: 13 },
    ])
    expect([mask.data[10], mask.data[60]]).toEqual([255, 0])
  })

  it('answer a box with that box, and a click with the bounds of the mask', async () => {
    const box = { x: 4, y: 4, width: 20, height: 20 }
    expect((await ask({ kind: 'box', box })).boxes).toEqual([box])
    const clicked = await ask({ kind: 'points', points: [{ x: 10, y: 10, on: true }] })
    expect(clicked.boxes[0]).toMatchObject({ x: 0, y: 0, height: 48 })
    const strokes = [{ mode: 'add', radius: 3, points: [{ x: 10, y: 10 }] }] as const
    expect((await ask({ kind: 'scribble', strokes })).mask).toEqual(clicked.mask)
  })

  it('let through what a person drew, without a look at the picture', async () => {
    const spent = segmenter.sessionMs
    const drawn = await ask({ kind: 'polygon', rings: [square] })
    const named = await ask({ kind: 'label', label: ' Cup', regions: [{ label: 'cup', rings: [square] }] })
    expect(drawn.boxes).toEqual([{ x: 2, y: 2, width: 4, height: 4 }])
    expect(named.mask).toEqual(drawn.mask)
    expect(segmenter.sessionMs).toBe(spent)
  })

  it('say what to try when nothing is found', async () => {
    const strict = await openGroundedSam({
      sam: path.join(root, 'sam'),
      grounding: path.join(root, 'grounding'),
      models: [],
      thresholds: { box: 0.7, text: 0.25 },
    })
    await expect(ask(label('spoon'), strict)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/“spoon”: the best match scores 0\.60, and 0\.7 is needed/),
      fix: expect.stringContaining('draw a box'),
    })
    await strict.release()
    const black = createRaster(64, 48)
    const click = { kind: 'points', points: [{ x: 10, y: 10, on: true }] } as const
    await expect(ask(click, segmenter, black)).rejects.toMatchObject({ code: 'refused', field: 'prompt' })
  })

  it.each<[string, SegmentPrompt]>([
    ['box', { kind: 'box', box: { x: 70, y: 2, width: 9, height: 9 } }],
    ['click', { kind: 'points', points: [{ x: -5, y: 2, on: true }] }],
    ['click', { kind: 'points', points: [{ x: 5, y: 2, on: false }] }],
    ['scribble', { kind: 'scribble', strokes: [{ mode: 'erase', radius: 3, points: [{ x: 5, y: 5 }] }] }],
  ])('refuse a %s that marks nothing', async (what, prompt) => {
    await expect(ask(prompt)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining(what),
    })
  })

  it('take no box where the decoder knows points only, and say so beforehand', async () => {
    const slim = await openGroundedSam({ sam: path.join(root, 'slim'), grounding: null, models: [] })
    expect(slim.prompts).toEqual(['points', 'scribble', 'polygon', 'label'])
    const box = { x: 4, y: 4, width: 20, height: 20 }
    await expect(ask({ kind: 'box', box }, slim)).rejects.toMatchObject({ code: 'unsupported', field: 'box' })
    await expect(ask(label('cup'), slim)).rejects.toThrow(/labelled “cup”/)
    await slim.release()
  })

  it('stop before the next model call when they are cancelled', async () => {
    const request = { image: halves(), prompt: label('cup'), seed: 1 }
    await expect(segmenter.segment(request, AbortSignal.abort())).rejects.toThrow()
  })
})
