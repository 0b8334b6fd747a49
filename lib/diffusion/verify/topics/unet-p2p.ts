import path from 'node:path'
import { z } from 'zod'
import { attentionLimit, matrixSize, PairControl } from '../../control/pair-control'
import { cutPrompt } from '../../control/word-tokens'
import { type AttentionControl, type ControlledUnet, openControlledUnet } from '../../graph/controlled-unet'
import { openFolder } from '../../models/open-folder'
import { openModel } from '../../onnx/open-session'
import type { Tensor } from '../../onnx/tensors'
import { textLength } from '../../text/clip-tokenizer'
import { timeIds } from '../../text/time-ids'
import type { CaseFolder } from '../case-folder'
import type { Comparison } from '../comparison'
import type { Topic } from '../topic'
import { control, pairs } from './controls'
import { openText, rowOf } from './text-encode'

const cases = z.array(
  z.object({
    name: z.string(),
    width: z.int(),
    height: z.int(),
    pairs,
    controls: z.array(control),
    n_steps: z.int(),
    step: z.int(),
    timestep: z.number(),
    cfg: z.boolean(),
    negative_prompt: z.string().nullish(),
    sample: z.string(),
    attn_limit: z.int(),
    prompt_embeds: z.string(),
    text_embeds: z.string(),
    time_ids: z.string(),
    host_terms: z.array(z.object({ self: z.int(), p2p_M: z.string(), p2p_c: z.string() }).nullable()),
    output: z.string(),
  }),
)
type UnetCase = z.infer<typeof cases>[number]

const ofFloat16 = 2e-2
const ofFloat32 = 1e-4

interface Variant {
  /** Empty for the role's own model. */
  readonly label: string
  readonly dir: string
}

/** The role's model and those beside it that are named after it and have a UNet: other exports of the same weights. */
const variantsOf = async (folder: CaseFolder): Promise<Variant[]> => {
  const own = folder.model('sdxl')
  const others = await Promise.all(
    (await folder.models())
      .filter((dir) => path.basename(dir).startsWith(`${path.basename(own)}-`))
      .map(async (dir) => ((await openFolder(dir)).has('unet/model.onnx') ? [dir] : [])),
  )
  return [
    { label: '', dir: own },
    ...others.flat().map((dir) => ({ label: path.basename(dir).slice(path.basename(own).length + 1), dir })),
  ]
}

interface OpenedVariant {
  readonly unet: ControlledUnet
  readonly atol: number
  release(): Promise<void>
}

const openVariant = (folder: CaseFolder, { dir }: Variant): Promise<OpenedVariant> =>
  folder.keep(`unet ${dir}`, async () => {
    const plain = await openModel((await openFolder(path.join(dir, 'unet'))).onnx([''], 'model'))
    const isHalf = [...plain.outputs.values()].some(({ type }) => type === 'float16')
    await plain.release()
    const unet = await openControlledUnet(dir, { home: folder.scratch })
    return { unet, atol: isHalf ? ofFloat16 : ofFloat32, release: () => unet.release() }
  })

/** The first rows of the sample; with guidance the same rows are the unconditional half too. */
const sampleOf = ({ dims, data }: Tensor, pairCount: number, cfg: boolean): Tensor => {
  const size = data.length / (dims[0] ?? 1)
  const half = data.subarray(0, 2 * pairCount * size)
  const both = cfg ? Float32Array.from([...half, ...half]) : half
  return { dims: [both.length / size, ...dims.slice(1)], data: both }
}

/** Control as this engine works it out, compared with the reference's on the way. */
const controlOf = async (
  one: UnetCase,
  folder: CaseFolder,
  comparison: Comparison,
): Promise<AttentionControl> => {
  const { tokenizer } = await openText(folder)
  const free = one.cfg ? one.pairs.length : 0
  const count = free + one.pairs.length
  const selfLimit = attentionLimit(one.width)
  comparison.same('attention limit', selfLimit, one.attn_limit)
  const arrays = {
    m: new Float32Array(count * matrixSize),
    c: new Float32Array(count * textLength).fill(1),
    self: new Uint8Array(count),
    selfLimit,
  }
  for (const [k, pair] of one.pairs.entries()) {
    const settings = one.controls[k]
    const terms = one.host_terms[k]
    if (!settings || !terms) continue
    const prompts = [cutPrompt(pair.source, tokenizer), cutPrompt(pair.target, tokenizer)] as const
    const worked = new PairControl(...prompts, settings, one.n_steps)
    const [mAt, cAt] = [(free + k) * matrixSize, (free + k) * textLength]
    worked.write(one.step, arrays.m, mAt, arrays.c, cAt)
    arrays.self[free + k] = worked.takesSelf(one.step) ? 1 : 0
    comparison.same(`self of pair ${k}`, arrays.self[free + k], terms.self)
    const [m, c] = await Promise.all([folder.tensor(terms.p2p_M), folder.tensor(terms.p2p_c)])
    comparison.close(`M of pair ${k}`, arrays.m.subarray(mAt, mAt + matrixSize), m.data, { atol: 1e-6 })
    comparison.close(`c of pair ${k}`, arrays.c.subarray(cAt, cAt + textLength), c.data, { atol: 1e-6 })
  }
  return arrays
}

const checkText = async (one: UnetCase, folder: CaseFolder, comparison: Comparison): Promise<void> => {
  const text = await openText(folder)
  const [embeds, pooled, ids] = await Promise.all([
    folder.tensor(one.prompt_embeds),
    folder.tensor(one.text_embeds),
    folder.tensor(one.time_ids),
  ])
  const captions = one.pairs.flatMap(({ source, target }) => [source, target])
  const prompts = one.cfg ? [...captions.map(() => one.negative_prompt ?? null), ...captions] : captions
  for (const [row, prompt] of prompts.entries()) {
    comparison.close('time ids', timeIds(one.width, one.height), rowOf(ids, row), { atol: 0 })
    const encoded = prompt === null ? null : await text.encode(prompt)
    const wanted = [rowOf(embeds, row), rowOf(pooled, row)] as const
    comparison.close(`embeds of row ${row}`, encoded?.embeds ?? wanted[0].map(() => 0), wanted[0], {
      atol: 1e-4,
    })
    comparison.close(`pooled of row ${row}`, encoded?.pooled ?? wanted[1].map(() => 0), wanted[1], {
      atol: 1e-4,
    })
  }
}

const check = async (
  one: UnetCase,
  variant: Variant,
  folder: CaseFolder,
  comparison: Comparison,
): Promise<void> => {
  const [sample, embeds, pooled, ids, expected] = await Promise.all([
    folder.tensor(one.sample),
    folder.tensor(one.prompt_embeds),
    folder.tensor(one.text_embeds),
    folder.tensor(one.time_ids),
    folder.tensor(one.output),
  ])
  await checkText(one, folder, comparison)
  const worked = await controlOf(one, folder, comparison)
  const { unet, atol } = await openVariant(folder, variant)
  const call = {
    sample: sampleOf(sample, one.pairs.length, one.cfg),
    timestep: one.timestep,
    embeds,
    pooled,
    timeIds: ids,
  }
  const { out } = await unet.run(call, worked)
  const tolerance = { atol: Math.max(atol, folder.atol(one.output, 0)) }
  comparison.close('prediction', out, expected, tolerance)
  const free = await unet.run(call, null)
  const sources = (tensor: Tensor) =>
    Array.from({ length: (tensor.dims[0] ?? 0) / 2 }, (_, pair) => rowOf(tensor, 2 * pair))
  comparison.same('sources, whatever the control', sources(out), sources(free.out))
}

export const unetP2pTopic: Topic = {
  name: 'unet_p2p',
  cases: async (folder) => {
    const listed = await folder.json('cases.json', cases)
    const variants = await variantsOf(folder)
    return variants.flatMap((variant) =>
      listed.map((one) => ({
        name: variant.label ? `${one.name} (${variant.label})` : one.name,
        check: (comparison) => check(one, variant, folder, comparison),
      })),
    )
  },
}
