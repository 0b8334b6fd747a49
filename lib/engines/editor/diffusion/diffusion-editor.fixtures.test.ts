import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EditPipeline } from '@/lib/diffusion/pipeline/edit-pipeline'
import type { EditedCandidate, EditRequest, EditText } from '@/lib/engines/editor/editor'
import { createMask, createRaster, type Raster } from '@/lib/imaging/raster'
import { ExemplarError } from '@/lib/platform/errors'
import { DiffusionEditor, type PairMaker } from './diffusion-editor'

const fixtures = process.env.EXEMPLAR_FIXTURES

const text: EditText = {
  instruction: 'make the coffee green',
  sourceCaption: 'a cup of coffee on a table',
  targetCaption: 'a cup of green tea on a table',
  editObject: 'coffee',
  editType: 'change-color',
}

const picture = (side = 64): Raster => {
  const raster = createRaster(side, side)
  for (let i = 0; i < raster.data.length; i++)
    raster.data[i] = 128 + 100 * Math.sin(i / 97) * Math.cos(i / 3000)
  return raster
}

const freeForm = (editor: DiffusionEditor, count: number, anchor = picture()): EditRequest => ({
  text,
  mode: 'free-form',
  anchor,
  region: null,
  draws: editor.draw(text, count, 5, 'free-form'),
})

const all = async (made: AsyncIterable<EditedCandidate>) => {
  const candidates: EditedCandidate[] = []
  for await (const candidate of made) candidates.push(candidate)
  return candidates
}

describe.skipIf(!fixtures)('the diffusion editor (EXEMPLAR_FIXTURES names a folder of small models)', () => {
  let pipeline: EditPipeline
  let editor: DiffusionEditor
  const editorOf = (maker: PairMaker, batch = 4) =>
    new DiffusionEditor(maker, { models: [], provider: 'cpu', threads: 1, batch })

  beforeAll(async () => {
    pipeline = await EditPipeline.open(path.join(fixtures as string, 'models/tiny-sdxl'), {
      provider: 'cpu',
      threads: 1,
      home: path.join(import.meta.dirname, '../../../../dist/testing/models'),
    })
    editor = editorOf(pipeline)
  })
  afterAll(() => pipeline?.release())

  /** The real pipeline, whose calls of more than `most` pairs end as the runtime's do when memory is short. */
  const shortOfMemory = (most: number) => {
    const batches: number[] = []
    const maker: PairMaker = {
      text: pipeline.text,
      scheduler: pipeline.scheduler,
      get sessionMs() {
        return pipeline.sessionMs
      },
      release: () => pipeline.release(),
      make: async (orders, settings, watch) => {
        batches.push(orders.length)
        if (orders.length > most)
          throw new ExemplarError('internal', 'unet/model.onnx failed while running', {
            cause: new Error(
              'Non-zero status code returned while running Conv node: Failed to allocate memory for requested buffer of size 1073741824',
            ),
          })
        return pipeline.make(orders, settings, watch)
      },
    }
    return { maker, batches }
  }

  it('makes pairs in the order of their draws and says what it did', async () => {
    const request = freeForm(editor, 7)
    const shares: number[] = []
    const made = await all(editor.edit(request, { onProgress: (share) => shares.push(share) }))
    expect(made.map(({ draw }) => draw.index)).toEqual([0, 1, 2, 3, 4, 5, 6])
    for (const { draw, source, edited, mask, operation } of made) {
      expect([source?.width, edited.width, mask]).toEqual([64, 64, null])
      expect(source?.data).not.toEqual(edited.data)
      expect(operation).toMatch(/^prompt-to-prompt refine, (1 step|3 steps|4 steps), threshold 0\.\d\d$/)
      expect(draw.params).toMatchObject({ threads: 1, mode: 'refine' })
    }
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
  })

  it('makes a candidate again from its row alone, in the batch that it was made in', async () => {
    const request = freeForm(editor, 6)
    const made = await all(editor.edit(request))
    expect(new Set(made.map(({ draw }) => draw.params.batch)).size).toBeGreaterThan(1)
    for (const { draw, source, edited } of made) {
      const [again] = await all(editor.edit({ ...request, anchor: picture(), draws: [draw] }))
      expect(again?.edited.data).toEqual(edited.data)
      expect(again?.source?.data).toEqual(source?.data)
      expect(again?.draw.params).toEqual(draw.params)
    }
  })

  it('halves the batch when memory is short, goes on, and remembers it for pictures of that size', async () => {
    const { maker, batches } = shortOfMemory(2)
    const short = editorOf(maker, 8)
    const alike = (count: number, side: number) => {
      const request = freeForm(short, count, picture(side))
      return {
        ...request,
        draws: request.draws.map((draw) => ({ ...draw, params: { ...draw.params, steps: 3 } })),
      }
    }
    const made = await all(short.edit(alike(8, 64)))
    expect(made.map(({ draw }) => draw.index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(batches).toEqual([8, 4, 2, 2, 2, 2])
    batches.splice(0)
    await all(short.edit(alike(5, 64)))
    expect(batches).toEqual([2, 2, 1])
    batches.splice(0)
    await all(short.edit(alike(4, 32)))
    expect(batches[0]).toBe(4)
  })

  it('says so when not even one pair fits', async () => {
    const { maker } = shortOfMemory(0)
    await expect(all(editorOf(maker).edit(freeForm(editor, 2)))).rejects.toMatchObject({
      code: 'unavailable',
    })
  })

  it('keeps the anchor outside of the region, and takes the whole picture for NONE', async () => {
    const mask = createMask(64, 64)
    for (let y = 16; y < 48; y++) mask.data.fill(255, y * 64 + 16, y * 64 + 48)
    const region = { fine: mask, contour: mask, box: mask, soft: mask }
    const draws = editor
      .draw(text, 2, 9, 'region')
      .map((draw) => ({ ...draw, params: { ...draw.params, soft: null } }))
    const request: EditRequest = { text, mode: 'region', anchor: picture(), region, draws }
    const [inside] = await all(editor.edit(request))
    expect(inside?.mask?.data).toEqual(mask.data)
    const [whole] = await all(editor.edit({ ...request, text: { ...text, editObject: 'NONE' } }))
    expect(whole?.mask?.data.every((value) => value === 255)).toBe(true)
    expect(whole?.edited.data).not.toEqual(inside?.edited.data)
  })

  it('refuses what cannot be made, naming why', async () => {
    const request = freeForm(editor, 1)
    const empty = createMask(64, 64)
    const cases: [Partial<EditRequest>, object][] = [
      [{ text: { ...text, targetCaption: ' ' } }, { code: 'refused', field: 'targetCaption' }],
      [{ text: { ...text, targetCaption: text.sourceCaption } }, { code: 'refused' }],
      [
        { mode: 'region', region: { fine: empty, contour: empty, box: empty, soft: empty } },
        { code: 'refused', field: 'region' },
      ],
      [{ anchor: createRaster(1, 1) }, { code: 'bad-input', field: 'anchor' }],
      [{ anchor: createRaster(8000, 8) }, { code: 'too-large', field: 'anchor' }],
      [
        { draws: [{ index: 0, seed: 1, params: { steps: 3, strength: Number.NaN, threshold: 0.5 } }] },
        { code: 'bad-input', field: 'params.strength' },
      ],
    ]
    for (const [change, error] of cases)
      await expect(all(editor.edit({ ...request, ...change }))).rejects.toMatchObject(error)
  })

  it('stops between two calls of the model', async () => {
    const cancel = new AbortController()
    const editing = all(
      editor.edit(freeForm(editor, 12), { signal: cancel.signal, onProgress: () => cancel.abort() }),
    )
    await expect(editing).rejects.toMatchObject({ name: expect.stringMatching(/AbortError|ExemplarError/) })
  })
})
