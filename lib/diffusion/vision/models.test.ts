import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRaster, type Raster } from '@/lib/imaging/raster'
import { type ClipModel, openClipModel } from './clip-model'
import { openDinoModel } from './dino-model'
import { magicBrushClip, magicBrushDino, ultraEditClip, ultraEditDinov2 } from './looks'
import { magicBrushScores } from './magicbrush-scores'
import { type SmallEncoder, writeClip, writeDino } from './testing/small-encoders'

let root: string
let folder: string
let count = 0
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'exemplar-encoders-'))
})
beforeEach(() => {
  folder = path.join(root, String(count++))
})
afterAll(() => rm(root, { recursive: true }))

const flat = (red: number, green: number, blue: number, width = 20, height = 12): Raster => {
  const raster = createRaster(width, height)
  for (let i = 0; i < raster.data.length; i += 3) raster.data.set([red, green, blue], i)
  return raster
}

const withClip = async (
  layout: 'apart' | 'together',
  options: SmallEncoder,
  check: (clip: ClipModel) => Promise<void>,
) => {
  await writeClip(folder, layout, options)
  const clip = await openClipModel(folder)
  try {
    await check(clip)
  } finally {
    await clip.release()
  }
}

/** (v/255 − 0.5) / 0.25 */
const normalised = (v: number) => (v / 255 - 0.5) / 0.25

describe.each(['apart', 'together'] as const)('CLIP with its towers %s', (layout) => {
  it('sees pictures by its own normalisation, in the order given', () =>
    withClip(layout, {}, async (clip) => {
      const seen = await clip.pictures([flat(0, 51, 255), flat(102, 102, 102)], ultraEditClip)
      expect(seen).toHaveLength(2)
      for (const [i, v] of [0, 51, 255].entries()) expect(seen[0]![i]).toBeCloseTo(normalised(v), 5)
      for (const v of seen[1]!) expect(v).toBeCloseTo(normalised(102), 5)
    }))

  it('reads captions padded with zeros and cut to 77 ids', () =>
    withClip(layout, {}, async (clip) => {
      const [empty, one, long] = await clip.captions(['', 'a', 'a '.repeat(500)])
      // begin and end are the two highest ids of the vocabulary, 512 and 513; “a” ends a word: 256 + 64.
      expect(empty![0]).toBeCloseTo((512 + 513) / 77, 4)
      expect(one![0]).toBeCloseTo((512 + 320 + 513) / 77, 4)
      expect(long![0]).toBeCloseTo((512 + 75 * 320 + 513) / 77, 3)
    }))

  it('fills a fixed batch up and gives as many features as pictures', () =>
    withClip(layout, { batch: 3 }, async (clip) => {
      const levels = [0, 50, 100, 150, 200]
      const seen = await clip.pictures(
        levels.map((v) => flat(v, v, v)),
        magicBrushClip,
      )
      expect(seen).toHaveLength(5)
      for (const [i, v] of levels.entries()) expect(seen[i]![1]).toBeCloseTo(normalised(v), 5)
      expect(await clip.captions(['a', 'b'])).toHaveLength(2)
    }))

  it('works in half precision', () =>
    withClip(layout, { type: 'float16' }, async (clip) => {
      const [seen] = await clip.pictures([flat(255, 0, 128)], ultraEditClip)
      expect(seen![0]).toBeCloseTo(2, 2)
      expect(seen![1]).toBeCloseTo(-2, 2)
    }))
})

describe('CLIP', () => {
  it('sees the size that the graph is fixed to', () =>
    withClip('apart', { side: 24 }, async (clip) => {
      expect(clip.side).toBe(24)
      const [seen] = await clip.pictures([flat(51, 51, 51, 8000, 3)], ultraEditClip)
      expect(seen![0]).toBeCloseTo(normalised(51), 5)
    }))

  it('refuses features that are not numbers, naming the file', () =>
    withClip('apart', { roots: true }, async (clip) => {
      await expect(clip.pictures([flat(10, 10, 10)], ultraEditClip)).rejects.toMatchObject({
        code: 'refused',
        field: expect.stringContaining('vision_model.onnx'),
      })
    }))

  it('says what it lacks: a graph, an output, a tokenizer', async () => {
    await writeClip(folder, 'apart')
    await unlink(path.join(folder, 'onnx', 'text_model.onnx'))
    await expect(openClipModel(folder)).rejects.toThrow(/model\.onnx/)
    await writeDino(folder)
    await expect(openClipModel(folder)).rejects.toThrow(/config\.json|image_embeds/)
    await writeClip(folder, 'apart')
    await unlink(path.join(folder, 'merges.txt'))
    await expect(openClipModel(folder)).rejects.toThrow(/merges\.txt/)
  })

  it('refuses a truncated file by its name', async () => {
    await writeClip(folder, 'apart')
    await writeFile(path.join(folder, 'onnx', 'vision_model.onnx'), Buffer.from([8, 8, 58, 90, 10]))
    await expect(openClipModel(folder)).rejects.toThrow(/vision_model\.onnx/)
  })
})

describe('DINO', () => {
  it('takes the class token, with and without normalisation', async () => {
    await writeDino(folder)
    const dino = await openDinoModel(folder, 16)
    expect(dino.side).toBe(8)
    const [plain] = await dino.pictures([flat(255, 0, 51)], ultraEditDinov2)
    expect([...plain!].map((v) => Number(v.toFixed(5)))).toEqual([1, 0, 0.2])
    const [trained] = await dino.pictures([flat(255, 0, 51)], magicBrushDino)
    expect(trained![0]).toBeCloseTo((1 - 0.485) / 0.229, 4)
    await dino.release()
  })

  it('refuses a model whose features it cannot tell', async () => {
    await writeDino(folder, { output: 'tokens' })
    await expect(openDinoModel(folder, 16)).rejects.toThrow(/last_hidden_state; it has tokens/)
  })
})

describe('magicBrushScores', () => {
  it('compares pixels at the wanted size, and features of both', async () => {
    await writeClip(folder, 'apart')
    const clip = await openClipModel(folder)
    await writeDino(`${folder}-dino`)
    const dino = await openDinoModel(`${folder}-dino`, 16)
    const scores = await magicBrushScores(
      { wanted: flat(255, 255, 255), generated: flat(0, 0, 0, 7, 9), caption: 'a' },
      { clip, dino },
    )
    expect(scores.l1).toBeCloseTo(1, 6)
    expect(scores.l2).toBeCloseTo(1, 6)
    expect(scores.clipI).toBeCloseTo(-1, 5)
    expect(scores.clipT).toBeCloseTo(-1, 5)
    expect(scores.dino).toBeLessThan(-0.9)
    await Promise.all([clip.release(), dino.release()])
  })
})
