import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeviceCalls, DeviceModels, EditOrder, MadePair } from '@/lib/engines/device-calls'
import { diffusionPlanner } from '@/lib/engines/editor/diffusion/diffusion-planner'
import type { EditText } from '@/lib/engines/editor/editor'
import { decodeMask, decodeRaster, encodeMaskPng, encodeRasterPng } from '@/lib/imaging/codec'
import { createMask, createRaster, type Raster } from '@/lib/imaging/raster'
import { type Device, openDevice } from '@/lib/platform/devices/device'
import { surviveCrash } from '@/lib/platform/devices/survive-crash'

const fixtures = process.env.EXEMPLAR_FIXTURES
const program = path.resolve(import.meta.dirname, '../dist/device.mjs')

const text: EditText = {
  instruction: 'make the coffee green',
  sourceCaption: 'a cup of coffee on a table',
  targetCaption: 'a cup of green tea on a table',
  editObject: 'coffee',
  editType: 'change-color',
}

const picture = (): Raster => {
  const raster = createRaster(64, 64)
  for (let i = 0; i < raster.data.length; i++)
    raster.data[i] = 128 + 100 * Math.sin(i / 97) * Math.cos(i / 3000)
  return raster
}

describe.skipIf(!fixtures)('a device with models (EXEMPLAR_FIXTURES names a folder of small ones)', () => {
  const folder = (name: string) => path.join(fixtures as string, 'models', name)
  let device: Device<DeviceCalls>
  let models: DeviceModels
  let anchor: Buffer

  beforeAll(async () => {
    const home = path.resolve(import.meta.dirname, '../dist/testing/home')
    device = openDevice({ name: 'cpu', program, backoffMs: 10, env: { EXEMPLAR_HOME: home } })
    models = {
      provider: 'cpu',
      threads: 1,
      editor: folder('tiny-sdxl'),
      clip: folder('tiny-clip'),
      dinov2: folder('tiny-dinov2'),
      sam: folder('tiny-sam'),
    }
    anchor = await encodeRasterPng(picture())
  })
  afterAll(() => device.close())

  const orderOf = (count: number, change: Partial<EditOrder> = {}): EditOrder => ({
    models,
    text,
    mode: 'free-form',
    anchor,
    region: null,
    draws: diffusionPlanner.draw(text, count, 3, 'free-form'),
    score: false,
    ...change,
  })

  const make = async (order: EditOrder) => {
    const pairs: MadePair[] = []
    await surviveCrash(async ({ alone }) => {
      pairs.splice(0)
      return device.call('edit', order, { alone, onPart: (pair) => void pairs.push(pair) })
    })
    return pairs
  }

  it('says what its models are, by digest', async () => {
    const engines = await device.call('identify', models)
    expect(engines.editor).toMatchObject({ name: 'editor/diffusion', isModel: true, provider: 'cpu' })
    expect(engines.encoder?.models).toHaveLength(2)
    expect(engines.editor?.models[0]?.digest).toMatch(/^[0-9a-f]{64}$/)
    expect(engines).toEqual(await device.call('identify', models))
  })

  it('makes, compares, scores and encodes a record’s candidates', async () => {
    const pairs = await make(orderOf(5, { score: true }))
    expect(pairs.map(({ draw }) => draw.index)).toEqual([0, 1, 2, 3, 4])
    for (const { source, edited, mask, thumb, scores } of pairs) {
      const raster = await decodeRaster(Buffer.from(edited))
      expect([raster.width, raster.height, mask]).toEqual([64, 64, null])
      expect((await decodeRaster(Buffer.from(source as Uint8Array))).width).toBe(64)
      expect(Buffer.from(thumb).toString('latin1', 8, 12)).toBe('WEBP')
      for (const value of [scores.ssim, scores.l1, scores.clipSimDir, scores.clipSimImage, scores.dinov2Sim])
        expect(value).toEqual(expect.any(Number))
    }
  })

  it('makes the same bytes again from a candidate’s row', async () => {
    const pairs = await make(orderOf(4))
    for (const { draw, source, edited } of pairs) {
      const [again] = await make(orderOf(0, { draws: [draw] }))
      expect(Buffer.from(again?.edited ?? []).equals(Buffer.from(edited))).toBe(true)
      expect(Buffer.from(again?.source ?? []).equals(Buffer.from(source ?? []))).toBe(true)
    }
  })

  it('fails a poisoned record alone', async () => {
    const small = await encodeMaskPng(createMask(64, 64))
    const region = { fine: small, contour: small, box: small, soft: small }
    const ends = await Promise.allSettled([
      make(orderOf(3)),
      make(orderOf(3, { anchor: readFileSync(import.meta.filename) })),
      make(orderOf(3, { mode: 'region', region, draws: diffusionPlanner.draw(text, 3, 1, 'region') })),
      make(
        orderOf(3, {
          draws: [{ index: 0, seed: Number.NaN, params: { steps: 3, strength: 0.6, threshold: 0.5 } }],
        }),
      ),
      make(orderOf(3)),
    ])
    expect(ends.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'rejected',
      'fulfilled',
    ])
    expect(ends[1]).toMatchObject({ reason: { code: 'bad-input', field: 'anchor' } })
    expect(ends[2]).toMatchObject({ reason: { code: 'refused', field: 'region' } })
    expect(ends[3]).toMatchObject({ reason: { code: 'bad-input', field: 'seed' } })
  })

  it('stops early when its caller has enough', async () => {
    const pairs: MadePair[] = []
    const end = await device.call('edit', orderOf(60), {
      onPart: (pair) => {
        pairs.push(pair)
        return pairs.length === 3 ? 'enough' : undefined
      },
    })
    expect(pairs).toHaveLength(3)
    expect(end.made).toBeLessThan(30)
  })

  it('lets a click’s mask go before the rest of a record', async () => {
    const ends: string[] = []
    const record = make(orderOf(40)).then(() => ends.push('record'))
    await device.call('identify', models)
    const click = await device
      .call(
        'segment',
        {
          models,
          image: anchor,
          imageKey: 'anchor',
          prompt: { kind: 'points', points: [{ x: 20, y: 20, on: true }] },
          seed: 1,
        },
        { lane: 'interactive' },
      )
      .then(
        (answer) => decodeMask(Buffer.from(answer.mask)),
        // A model of random weights may find nothing; what counts is when it says so.
        (error: Error) => error,
      )
    ends.push('click')
    expect(click).toBeTruthy()
    await record
    expect(ends).toEqual(['click', 'record'])
  })

  it('makes a record again that its process was killed under, alone', async () => {
    const crashes: unknown[] = []
    let made: MadePair[] = []
    let killed = false
    const { pid } = await device.call('usage', null)
    await surviveCrash(
      ({ alone }) => {
        made = []
        const onPart = (pair: MadePair) => {
          made.push(pair)
          if (!killed) process.kill(pid, 'SIGKILL')
          killed = true
        }
        return device.call('edit', orderOf(20), { alone, onPart })
      },
      (crash) => void crashes.push(crash.message),
    )
    expect(crashes).toEqual(['The process of the device crashed: it was ended by SIGKILL.'])
    expect(made.map(({ draw }) => draw.index)).toEqual(Array.from({ length: 20 }, (_, i) => i))
    expect((await device.call('usage', null)).pid).not.toBe(pid)
  })
})
