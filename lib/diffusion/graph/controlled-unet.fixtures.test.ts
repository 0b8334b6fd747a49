import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixturesDir, needsFixtures } from '@/lib/imaging/testing/fixtures'
import { openModel } from '../onnx/open-session'
import type { Tensor } from '../onnx/tensors'
import { readNpy } from '../verify/npy'
import {
  type AttentionControl,
  type ControlledUnet,
  openControlledUnet,
  type UnetCall,
} from './controlled-unet'

interface UnetCase {
  name: string
  timestep: number
  cfg: boolean
  sample: string
  attn_limit: number
  prompt_embeds: string
  text_embeds: string
  time_ids: string
  host_terms: ({ self: number; p2p_M: string; p2p_c: string } | null)[]
  output: string
}

const tokens = 77
const variants = [
  { model: 'tiny-sdxl', tolerance: 1e-5 },
  { model: 'tiny-sdxl-rank3', tolerance: 1e-4 },
  { model: 'tiny-sdxl-fp16', tolerance: 2e-2 },
]

const largestError = (a: Tensor, b: Tensor): number => {
  expect(a.dims).toEqual(b.dims)
  return a.data.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b.data[i]!)), 0)
}

const firstRows = ({ dims, data }: Tensor, rows: number): Tensor => ({
  dims: [rows, ...dims.slice(1)],
  data: data.slice(0, (data.length / dims[0]!) * rows),
})

const twice = ({ dims, data }: Tensor): Tensor => ({
  dims: [dims[0]! * 2, ...dims.slice(1)],
  data: Float32Array.of(...data, ...data),
})

describe.skipIf(!fixturesDir)(`the controlled UNet against the reference${needsFixtures}`, async () => {
  const folder = path.join(fixturesDir ?? '', 'cases/unet_p2p')
  const cases: UnetCase[] = fixturesDir
    ? JSON.parse(await readFile(path.join(folder, 'cases.json'), 'utf8'))
    : []
  const array = async (name: string): Promise<Tensor> => {
    const { dims, data } = await readNpy(path.join(folder, name))
    return { dims, data: data as Float32Array }
  }
  const read = async (
    one: UnetCase,
  ): Promise<{ call: UnetCall; control: AttentionControl | null; out: Tensor }> => {
    const pairs = one.host_terms.length
    const sample = firstRows(await array(one.sample), 2 * pairs)
    const call = {
      sample: one.cfg ? twice(sample) : sample,
      timestep: one.timestep,
      embeds: await array(one.prompt_embeds),
      pooled: await array(one.text_embeds),
      timeIds: await array(one.time_ids),
    }
    const free = one.cfg ? pairs : 0 // unconditional pairs come first, uncontrolled
    const control = {
      m: new Float32Array((free + pairs) * tokens * tokens),
      c: new Float32Array((free + pairs) * tokens).fill(1),
      self: new Uint8Array(free + pairs),
      selfLimit: one.attn_limit,
    }
    for (const [i, terms] of one.host_terms.entries()) {
      if (!terms) continue
      control.m.set((await array(terms.p2p_M)).data, (free + i) * tokens * tokens)
      control.c.set((await array(terms.p2p_c)).data, (free + i) * tokens)
      control.self[free + i] = terms.self
    }
    return { call, control: one.host_terms.some(Boolean) ? control : null, out: await array(one.output) }
  }

  describe.each(variants)('$model', ({ model, tolerance }) => {
    let home: string
    let unet: ControlledUnet
    beforeAll(async () => {
      home = await mkdtemp(path.join(os.tmpdir(), 'exemplar-unet-'))
      unet = await openControlledUnet(path.join(fixturesDir!, 'models', model), { home })
    })
    afterAll(async () => {
      await unet?.release()
      await rm(home, { recursive: true })
    })

    it.each(cases.map(({ name }) => name))('%s', async (name) => {
      const { call, control, out } = await read(cases.find((one) => one.name === name)!)
      const { out: got } = await unet.run(call, control)
      expect(largestError(got, out)).toBeLessThan(tolerance)
    })

    it('is the untouched model where nothing is controlled', async () => {
      const file = path.join(fixturesDir!, 'models', model, 'unet/model.onnx')
      const { call } = await read(cases[0]!)
      for (const optimise of ['none', 'all'] as const) {
        const untouched = await openModel(file, { optimise })
        const prepared = await openModel(unet.file, { optimise })
        const plain = {
          sample: call.sample,
          timestep: { dims: [], data: Float32Array.of(call.timestep) },
          encoder_hidden_states: call.embeds,
          text_embeds: call.pooled,
          time_ids: call.timeIds,
        }
        const neutral = {
          p2p_cross_map: { dims: [1, tokens, tokens], data: new Float32Array(tokens * tokens) },
          p2p_cross_keep: { dims: [1, tokens], data: new Float32Array(tokens).fill(1) },
          p2p_self: { dims: [1], data: Int32Array.of(0) },
          p2p_self_limit: { dims: [], data: Int32Array.of(1024) },
          p2p_want_maps: { dims: [], data: Int32Array.of(0) },
        }
        const { out_sample: expected } = await untouched.run(plain, ['out_sample'])
        const { out_sample: got } = await prepared.run({ ...plain, ...neutral }, ['out_sample'])
        expect(largestError(got!, expected!)).toBeLessThanOrEqual(optimise === 'none' ? 0 : 1e-5)
        await Promise.all([untouched.release(), prepared.release()])
      }
    })
  })
})
