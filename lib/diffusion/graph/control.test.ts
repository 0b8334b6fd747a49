import { describe, expect, it } from 'vitest'
import { openModel } from '../onnx/open-session'
import type { Tensor } from '../onnx/tensors'
import { makeFolder, putTinyUnet } from '../testing/model-folder'
import { runPlainUnet } from '../testing/plain-unet'
import { random, type TinyOptions, tiny, tinyWeights } from '../testing/tiny-unet'
import { type AttentionControl, openControlledUnet, type UnetCall } from './controlled-unet'

const n = tiny.tokens
const weights = tinyWeights(7)

const callOf = (batch: number, height = 4, width = 6, seed = 1): UnetCall => ({
  sample: random(seed, batch, 4, height, width),
  timestep: 0.75,
  embeds: random(seed + 1, batch, n, tiny.textWidth),
  pooled: random(seed + 2, batch, 5),
  timeIds: random(seed + 3, batch, 6),
})

/** A different M and c for each pair; rows of M add up to about one, as real ones do. */
const controlOf = (pairs: number, more: Partial<AttentionControl> = {}): AttentionControl => ({
  m: random(11, pairs, n, n).data.map((x) => Math.abs(x) / n),
  c: random(12, pairs, n).data.map(Math.abs),
  self: new Uint8Array(pairs).fill(1),
  selfLimit: 1024,
  ...more,
})

const neutralOf = (pairs: number): AttentionControl => ({
  m: new Float32Array(pairs * n * n),
  c: new Float32Array(pairs * n).fill(1),
  self: new Uint8Array(pairs),
  selfLimit: 1024,
})

const open = async (options: TinyOptions = {}, optimise: 'none' | 'all' = 'none') => {
  const folder = await makeFolder()
  const source = await putTinyUnet(folder, weights, options)
  return { source, unet: await openControlledUnet(folder, { optimise, threads: 1 }) }
}

const largestError = (a: Float32Array, b: ArrayLike<number>): number => {
  expect(a.length).toBe(b.length)
  return a.reduce((worst, x, i) => Math.max(worst, Math.abs(x - b[i]!)), 0)
}

const rowOf = ({ dims, data }: Tensor, row: number): Float32Array => {
  const length = data.length / dims[0]!
  return data.slice(row * length, (row + 1) * length)
}

const exports: (TinyOptions & { title: string; tolerance: number })[] = [
  { title: 'rank 4', rank: 4, tolerance: 2e-5 },
  { title: 'rank 3', rank: 3, tolerance: 2e-5 },
  { title: 'rank 3 with a cast, opset 13', rank: 3, opset: 13, cast: 'idle', tolerance: 2e-5 },
  { title: 'rank 4, opset 11', rank: 4, opset: 11, tolerance: 2e-5 },
  { title: 'rank 4, opset 18', rank: 4, opset: 18, tolerance: 2e-5 },
  { title: 'rank 3, opset 22', rank: 3, opset: 22, tolerance: 2e-5 },
  { title: 'rank 4, float16', rank: 4, type: 'float16', tolerance: 3e-2 },
  { title: 'rank 3, float16', rank: 3, type: 'float16', tolerance: 3e-2 },
  {
    title: 'rank 4, float16 with a float32 softmax',
    rank: 4,
    type: 'float16',
    cast: 'back',
    tolerance: 3e-2,
  },
]

describe.each(exports)('attention exported as $title', ({ title: _, tolerance, ...options }) => {
  it('is bit for bit the untouched model where nothing is controlled', async () => {
    const { source, unet } = await open(options)
    const untouched = await openModel(source, { optimise: 'none', threads: 1 })
    const call = callOf(4)
    const { out_sample: expected } = await untouched.run({
      sample: call.sample,
      timestep: { dims: [], data: Float32Array.of(call.timestep) },
      encoder_hidden_states: call.embeds,
      text_embeds: call.pooled,
      time_ids: call.timeIds,
    })
    expect((await unet.run(call, null)).out.data).toEqual(expected!.data)
    expect((await unet.run(call, neutralOf(2))).out.data).toEqual(expected!.data)
    // One pair under control leaves the other as it was.
    const half = controlOf(2)
    half.m.fill(0, 0, n * n)
    half.c.fill(1, 0, n)
    half.self[0] = 0
    const { out } = await unet.run(call, half)
    for (const row of [0, 1, 2]) expect(rowOf(out, row)).toEqual(rowOf(expected!, row))
    expect(rowOf(out, 3)).not.toEqual(rowOf(expected!, 3))
  })

  it.each([
    ['cross and self', controlOf(2)],
    ['cross alone', controlOf(2, { self: new Uint8Array(2) })],
    ['self alone', { ...neutralOf(2), self: new Uint8Array(2).fill(1) }],
    ['self of one pair, in small layers', { ...neutralOf(2), self: Uint8Array.of(0, 1), selfLimit: 6 }],
  ])('agrees with plain arithmetic: %s', async (_title, control) => {
    const { unet } = await open(options, 'all')
    const call = callOf(4)
    const { out } = await unet.run(call, control)
    const plain = runPlainUnet(weights, call, control).out
    expect(largestError(out.data, plain)).toBeLessThan(tolerance)
    // The control is no small thing next to the tolerance.
    expect(largestError(out.data, runPlainUnet(weights, call, null).out)).toBeGreaterThan(2 * tolerance)
  })

  it('gives the head-averaged maps of every cross layer, as they were before control', async () => {
    const { unet } = await open(options)
    const call = callOf(2)
    const { maps, out } = await unet.run(call, controlOf(1), { maps: true })
    const { crossMaps, out: plain } = runPlainUnet(weights, call, controlOf(1))
    expect(maps.map(({ layer, place, map }) => [layer, place, ...map.dims])).toEqual([
      ['/down_blocks.0/attn2/Softmax', 'down', 2, 24, n],
      ['/mid_block/attn2/Softmax', 'mid', 2, 6, n],
    ])
    maps.forEach(({ map }, i) => {
      expect(largestError(map.data, crossMaps[i]!)).toBeLessThan(tolerance)
    })
    expect(largestError(out.data, plain)).toBeLessThan(tolerance)
    expect((await unet.run(call, null)).maps).toEqual([])
  })
})

it('passes over an idle cast of float16, which onnxruntime loads with optimisation only', async () => {
  const { source, unet } = await open({ rank: 3, type: 'float16', cast: 'idle' }, 'all')
  const untouched = await openModel(source, { threads: 1 })
  const call = callOf(4)
  const { out_sample: expected } = await untouched.run({
    sample: call.sample,
    timestep: { dims: [], data: Float32Array.of(call.timestep) },
    encoder_hidden_states: call.embeds,
    text_embeds: call.pooled,
    time_ids: call.timeIds,
  })
  expect((await unet.run(call, null)).out.data).toEqual(expected!.data)
})

describe('the controlled UNet', () => {
  it('serves every size and any number of pairs', async () => {
    const { unet } = await open()
    for (const [pairs, height, width] of [
      [1, 2, 2],
      [1, 8, 2],
      [3, 2, 8],
    ] as const) {
      const call = callOf(2 * pairs, height, width)
      const { out } = await unet.run(call, controlOf(pairs))
      expect(largestError(out.data, runPlainUnet(weights, call, controlOf(pairs)).out)).toBeLessThan(2e-5)
    }
  })

  it('never changes a source, bit for bit', async () => {
    for (const type of ['float32', 'float16'] as const) {
      const { unet } = await open({ type })
      const call = callOf(4)
      const free = await unet.run(call, null)
      const steered = await unet.run(call, controlOf(2))
      for (const row of [0, 2]) expect(rowOf(steered.out, row)).toEqual(rowOf(free.out, row))
      for (const row of [1, 3]) expect(rowOf(steered.out, row)).not.toEqual(rowOf(free.out, row))
    }
  })

  it('leaves self-attention alone in layers of more query tokens than the limit', async () => {
    const { unet } = await open()
    const call = callOf(2) // layers of 24 and of 6 query tokens
    const self = (selfLimit: number) => unet.run(call, { ...neutralOf(1), self: Uint8Array.of(1), selfLimit })
    const free = (await unet.run(call, null)).out.data
    expect((await self(5)).out.data).toEqual(free)
    const [small, stillSmall, all] = [await self(6), await self(23), await self(24)]
    expect(small.out.data).not.toEqual(free)
    expect(stillSmall.out.data).toEqual(small.out.data)
    expect(all.out.data).not.toEqual(small.out.data)
  })

  it('makes the target the source where both are the same and the maps are taken whole', async () => {
    const { unet } = await open()
    const one = callOf(1)
    const twice = ({ dims, data }: Tensor): Tensor => ({
      dims: [2, ...dims.slice(1)],
      data: Float32Array.of(...data, ...data),
    })
    const call = {
      ...one,
      sample: twice(one.sample),
      embeds: twice(one.embeds),
      pooled: twice(one.pooled),
      timeIds: twice(one.timeIds),
    }
    const m = Float32Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0))
    const { out } = await unet.run(call, {
      ...neutralOf(1),
      m,
      c: new Float32Array(n),
      self: Uint8Array.of(1),
    })
    expect(rowOf(out, 1)).toEqual(rowOf(out, 0))
  })

  it('runs without control on a batch that is no pairs', async () => {
    const { unet } = await open()
    const call = callOf(3)
    const { out } = await unet.run(call, null, { maps: true })
    expect(largestError(out.data, runPlainUnet(weights, call, null).out)).toBeLessThan(2e-5)
  })

  it.each([
    ['an odd batch', 3, neutralOf(1), /3 rows; pairs need an even number/],
    ['switches for other pairs', 4, neutralOf(1), /self has 1 switches for 2 pairs/],
    ['M of another size', 2, { ...neutralOf(1), m: new Float32Array(5) }, /m has 5 values; \[1, 77, 77\]/],
    ['c of another size', 2, { ...neutralOf(1), c: new Float32Array(5) }, /c has 5 values; \[1, 77\]/],
    [
      'NaN',
      2,
      { ...neutralOf(1), c: new Float32Array(n).fill(Number.NaN) },
      /c holds a value that is not finite/,
    ],
    [
      'a switch of 2',
      2,
      { ...neutralOf(1), self: Uint8Array.of(2) },
      /self holds a value other than 0 and 1/,
    ],
  ])('refuses %s', async (_title, batch, control, problem) => {
    const { unet } = await open()
    await expect(unet.run(callOf(batch), control)).rejects.toThrow(problem)
  })
})
