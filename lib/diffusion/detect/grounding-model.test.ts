import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRaster } from '@/lib/imaging/raster'
import { openGroundingModel } from './grounding-model'
import { keepDetections } from './keep-detections'
import { writeDetector } from './testing/small-detector'

let root: string
let folder: string
let count = 0
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'exemplar-detector-'))
})
beforeEach(() => {
  folder = path.join(root, String(count++))
})
afterAll(() => rm(root, { recursive: true }))

// [CLS] red cup ##s . [SEP]
const text = 'Red cups'
const probabilities = [
  [0.01, 0.2, 0.6, 0.3, 0.1, 0.01],
  [0.01, 0.1, 0.1, 0.1, 0.1, 0.01],
]
const boxes = [
  [0.5, 0.5, 0.25, 0.5],
  [0.1, 0.1, 0.1, 0.1],
] as const

describe('a detector', () => {
  it.each([
    ['of a fixed size', { side: 64 }],
    ['of any size', {}],
    ['that wants token types and a mask', { inputs: ['token_type_ids', 'attention_mask'] }],
    ['that wants positions', { inputs: ['position_ids'] }],
  ] as const)('%s reads the caption and finds boxes', async (_, options) => {
    await writeDetector(folder, { probabilities, boxes, ...options })
    const model = await openGroundingModel(folder)
    const prediction = await model.predict(createRaster(40, 30), text)
    expect(prediction.text).toBe('red cups.')
    expect(prediction.ids).toEqual([2, 8, 6, 9, 4, 3])
    const [found, ...others] = keepDetections(prediction)
    expect(others).toEqual([])
    expect(found!.score).toBeCloseTo(0.6, 5)
    expect(found!.box).toEqual([0.5, 0.5, 0.25, 0.5])
    expect(model.words(found!.tokens)).toBe('cups')
    await model.release()
  })

  it('takes a picture of one pixel and one of 8,000', async () => {
    await writeDetector(folder, { probabilities, boxes, side: 32 })
    const model = await openGroundingModel(folder)
    for (const [width, height] of [
      [1, 1],
      [8000, 20],
    ] as const) {
      const prediction = await model.predict(createRaster(width, height), text)
      expect(keepDetections(prediction)).toHaveLength(1)
    }
    await model.release()
  })

  it('refuses a caption of nothing, and boxes that are not numbers', async () => {
    await writeDetector(folder, { probabilities, boxes: [[Number.NaN, 0, 0, 0], boxes[1]], side: 32 })
    const model = await openGroundingModel(folder)
    await expect(model.predict(createRaster(8, 8), ' . ')).rejects.toMatchObject({ code: 'bad-input' })
    await expect(model.predict(createRaster(8, 8), text)).rejects.toMatchObject({
      code: 'refused',
      field: expect.stringContaining('model.onnx'),
    })
    await model.release()
  })
})
