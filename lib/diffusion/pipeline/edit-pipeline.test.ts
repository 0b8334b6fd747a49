import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LatentMask } from '@/lib/imaging/masks/soft-mask'
import type { Raster } from '@/lib/imaging/raster'
import { chooseEditMode } from '../control/choose-edit-mode'
import { cutPrompt } from '../control/word-tokens'
import { type TinySdxl, writeTinySdxl } from '../testing/write-tiny-sdxl'
import type { MadePair, PairOrder, RunSettings } from './edit-order'
import { EditPipeline } from './edit-pipeline'
import { seededNoise } from './noise-source'

let root: string
let pipeline: EditPipeline
const opened: EditPipeline[] = []
let folders = 0
const open = async (options: TinySdxl = {}) => {
  const made = await EditPipeline.open(await writeTinySdxl(path.join(root, String(folders++)), options))
  opened.push(made)
  return made
}
beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'tiny-sdxl-'))
  pipeline = await open()
})
afterAll(async () => {
  await Promise.all(opened.map((one) => one.release()))
  await rm(root, { recursive: true })
})

const picture = (seed: number, width = 64, height = 64): Raster => ({
  width,
  height,
  data: Uint8ClampedArray.from(
    { length: 3 * width * height },
    (_, i) => (Math.imul(i + seed, 2654435761) >>> 24) & 255,
  ),
})
const anchor = picture(1)
const order = (changes: Partial<PairOrder> = {}, seed = 5): PairOrder => ({
  anchor,
  sourceCaption: 'a cat on a mat',
  targetCaption: 'a red cat on a mat',
  control: { mode: 'refine', cross: 0.5, self: 0.5 },
  noise: seededNoise(seed),
  ...changes,
})
const settings: RunSettings = { steps: 5, strength: 0.8 }
const make = async (one: PairOrder, run = settings): Promise<MadePair> => {
  const [pair] = await pipeline.make([one], run)
  if (!pair) throw new Error('no pair was made')
  return pair
}

/** Captions, windows and modes at random, each with its own seed. */
const randomOrders = (count: number): PairOrder[] => {
  const words = ['a', 'cat', 'hippopotamus', 'on', 'the', 'red', '!', '12', 'mat', 'ένα', '猫']
  let state = 12345
  const draw = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const caption = (length: number) => Array.from({ length }, () => words[draw(words.length)]).join(' ')
  return Array.from({ length: count }, (_, i) => {
    const sourceCaption = caption(draw(9))
    const targetCaption = draw(2) ? caption(draw(9)) : sourceCaption.replace('cat', 'dog')
    const { tokenizer } = pipeline.text
    const mode = chooseEditMode(cutPrompt(sourceCaption, tokenizer), cutPrompt(targetCaption, tokenizer))
    const control = { mode, cross: draw(11) / 10, self: draw(11) / 10 }
    return order({ sourceCaption, targetCaption, control, anchor: picture(i) }, 1000 + i)
  })
}

describe('pairs without control', () => {
  it('are two independent runs', async () => {
    for (const given of randomOrders(6)) {
      const free = { ...given, control: null }
      const pair = await make(free)
      const [source, target] = [given.sourceCaption, given.targetCaption]
      const sources = await make({ ...free, sourceCaption: source, targetCaption: source })
      const targets = await make({ ...free, sourceCaption: target, targetCaption: target })
      expect(pair.source).toEqual(sources.edited)
      expect(pair.edited).toEqual(targets.source)
    }
  })

  it('differ when their captions do', async () => {
    const pair = await make(order({ control: null }))
    expect(pair.edited).not.toEqual(pair.source)
  })
})

describe('pairs with control', () => {
  it('are equal where their captions are, for every threshold', async () => {
    for (const given of randomOrders(4))
      for (const threshold of [0, 0.1, 0.35, 0.5, 0.9, 1]) {
        const control = { mode: 'refine' as const, cross: threshold, self: threshold }
        const pair = await make({ ...given, targetCaption: given.sourceCaption, control })
        expect(pair.edited).toEqual(pair.source)
      }
  })

  it('leave the source as it is', async () => {
    for (const given of randomOrders(4)) {
      const free = await make({ ...given, control: null })
      expect((await make(given)).source).toEqual(free.source)
    }
  })

  it('draw the target towards the source', async () => {
    const distance = ({ source, edited }: MadePair) =>
      source.data.reduce((sum, value, i) => sum + Math.abs(value - (edited.data[i] ?? 0)), 0)
    const free = distance(await make(order({ control: null })))
    const held = distance(await make(order({ control: { mode: 'refine', cross: 1, self: 1 } })))
    expect(held).toBeLessThan(free)
    expect(held).toBeGreaterThan(0)
  })

  it('can be made of captions of no words and of 500', async () => {
    const long = 'cat '.repeat(500)
    for (const [sourceCaption, targetCaption] of [
      ['', ''],
      ['', long],
      [long, `red ${long}`],
    ] as const)
      expect((await make(order({ sourceCaption, targetCaption }))).edited.data).toHaveLength(3 * 64 * 64)
  })
})

describe('a batch', () => {
  const region = {
    mask: { width: 8, height: 8, data: new Float32Array(64).fill(0.5) },
    schedule: 'odd' as const,
  }

  it('makes of each pair what it would be alone, in any order and company', async () => {
    const given = randomOrders(5).map((one, i) => (i % 2 ? { ...one, region } : one))
    const alone: MadePair[] = []
    for (const one of given) alone.push(await make(one))
    expect(await pipeline.make(given, settings)).toEqual(alone)
    const turned = [...given].reverse()
    expect(await pipeline.make(turned, settings)).toEqual([...alone].reverse())
    const [first, second, ...rest] = given
    if (!first || !second) throw new Error('there are five')
    const parts = [
      ...(await pipeline.make([first, second], settings)),
      ...(await pipeline.make(rest, settings)),
    ]
    expect(parts).toEqual(alone)
  })

  it('with guidance too, each with its own', async () => {
    const given = [order({ guidance: 3 }), order({ guidance: 7, negativePrompt: 'a dog' }, 6)]
    const together = await pipeline.make(given, settings)
    for (const [i, one] of given.entries()) expect(together[i]).toEqual(await make(one))
  })

  it('refuses what does not go together', async () => {
    const makeBoth = (changes: Partial<PairOrder>) => pipeline.make([order(), order(changes)], settings)
    await expect(makeBoth({ anchor: picture(2, 32, 64) })).rejects.toThrow(/one size/)
    await expect(makeBoth({ guidance: 5 })).rejects.toThrow(/guidance/)
    await expect(pipeline.make([], settings)).rejects.toThrow(/no pair/)
  })
})

describe('guidance', () => {
  it('is off up to 1', async () => {
    expect(await make(order({ guidance: 1, negativePrompt: 'a dog' }))).toEqual(await make(order()))
    expect(await make(order({ guidance: 1.5 }))).not.toEqual(await make(order()))
  })

  it('starts from zeros without a negative prompt, unless the model says otherwise', async () => {
    const zeros = await make(order({ guidance: 4 }))
    const empty = await make(order({ guidance: 4, negativePrompt: '' }))
    expect(zeros).not.toEqual(empty)
    const encoding = await open({ index: { force_zeros_for_empty_prompt: false } })
    expect(await encoding.make([order({ guidance: 4 })], settings)).toEqual([empty])
  })
})

describe('a region', () => {
  const mask = (edit: (x: number, y: number) => number): LatentMask => ({
    width: 8,
    height: 8,
    data: Float32Array.from({ length: 64 }, (_, i) => edit(i % 8, Math.floor(i / 8))),
  })
  const left = mask((x) => (x < 4 ? 1 : 0))
  // Four steps run, so the last is odd and blends with the clean anchor.
  const four: RunSettings = { steps: 5, strength: 0.8 }

  it('keeps the anchor outside, in source and target alike', async () => {
    const region = { mask: left, schedule: 'odd' as const }
    const pair = await make(order({ region }), four)
    const kept = await make(order({ region: { ...region, mask: mask(() => 0) } }), four)
    const pixels = (raster: Raster, right: boolean) =>
      raster.data.filter((_, i) => Math.floor(i / 3) % 64 >= 32 === right)
    for (const member of [pair.source, pair.edited]) {
      expect(pixels(member, true)).toEqual(pixels(kept.source, true))
      expect(pixels(member, false)).not.toEqual(pixels(kept.source, false))
    }
  })

  it('of the whole picture is a free-form run', async () => {
    const whole = { mask: mask(() => 1), schedule: 'wo_final_layer' as const }
    expect(await make(order({ region: whole }))).toEqual(await make(order()))
  })

  it('starts from noise alone at full strength, which free-form does not', async () => {
    const full = { steps: 4, strength: 1 }
    const whole = { mask: mask(() => 1), schedule: 'odd' as const }
    expect(await make(order({ region: whole }), full)).toEqual(
      await make(order({ region: whole, anchor: picture(9) }), full),
    )
    expect(await make(order(), full)).not.toEqual(await make(order({ anchor: picture(9) }), full))
  })

  it('refuses a mask of another size', async () => {
    const wrong = { mask: { width: 4, height: 8, data: new Float32Array(32) }, schedule: 'odd' as const }
    await expect(make(order({ region: wrong }))).rejects.toThrow(/4×8 cells; the latents have 8×8/)
  })
})

describe('while it runs', () => {
  it('tells the steps, and shows what the pairs are going to be', async () => {
    const steps: number[][] = []
    const previews: [number, Raster][] = []
    const made = await pipeline.make([order(), order({}, 6)], settings, {
      onStep: (...done) => steps.push(done),
      onPreview: (pair, { edited }) => previews.push([pair, edited]),
    })
    expect(steps).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ])
    expect(previews.map(([pair]) => pair)).toEqual([0, 1, 0, 1, 0, 1])
    expect(previews.every(([, { width, height }]) => width === 64 && height === 64)).toBe(true)
    expect(made).toEqual(await pipeline.make([order(), order({}, 6)], settings))
  })

  it('stops before the next call of a model', async () => {
    const stopping = new AbortController()
    const steps: number[] = []
    const running = pipeline.make([order()], settings, {
      signal: stopping.signal,
      onStep: (done) => {
        steps.push(done)
        if (done === 2) stopping.abort(new Error('enough'))
      },
    })
    await expect(running).rejects.toThrow('enough')
    expect(steps).toEqual([1, 2])
  })
})

describe('a model', () => {
  it('runs with each scheduler that it may name', async () => {
    const made = new Set<string>()
    for (const _class_name of [
      'EulerAncestralDiscreteScheduler',
      'EulerDiscreteScheduler',
      'DDIMScheduler',
    ]) {
      const one = await open({ scheduler: { _class_name, clip_sample: false } })
      const [pair] = await one.make([order()], settings)
      made.add(String(pair?.edited.data))
    }
    expect(made.size).toBe(3)
  })

  it('may encode to latents by itself', async () => {
    const one = await open({ encoderSamples: true })
    const [pair] = await one.make([order()], settings)
    expect(pair?.edited.width).toBe(64)
  })

  it('goes on in float32 where its float16 decoder overflows, and says so where it cannot', async () => {
    const half = { 'model.onnx': 'float16', 'model_fp32.onnx': 'float32' } as const
    const [expected] = await (await open({ gain: 1e6 })).make([order()], settings)
    expect(await (await open({ gain: 1e6, decoders: half })).make([order()], settings)).toEqual([expected])
    const alone = await open({ gain: 1e6, decoders: { 'model.onnx': 'float16' } })
    await expect(alone.make([order()], settings)).rejects.toThrow(
      /vae_decoder\/model\.onnx gave values that are no numbers\. It works in float16/,
    )
  })

  it('refuses sides that it cannot halve, and strengths that leave nothing to run', async () => {
    expect(pipeline.sideMultiple).toBe(16)
    await expect(make(order({ anchor: picture(1, 72, 64) }))).rejects.toThrow(
      /multiples of 16 pixels, not 72×64/,
    )
    await expect(make(order({ anchor: picture(1, 1, 1) }))).rejects.toThrow(/1×1/)
    await expect(make(order(), { steps: 3, strength: 0.3 })).rejects.toThrow(/leaves none of 3 steps/)
  })
})
