import { z } from 'zod'
import { fuseLatentMasks, latentMask } from '@/lib/imaging/masks/soft-mask'
import { attentionLimit, PairControl } from '../../control/pair-control'
import { cutPrompt } from '../../control/word-tokens'
import type { Tensor } from '../../onnx/tensors'
import { type BlendSchedule, blendSchedules, blendsAfter } from '../../pipeline/blend-schedule'
import type { PairOrder, RegionSettings } from '../../pipeline/edit-order'
import { EditPipeline } from '../../pipeline/edit-pipeline'
import type { NoiseSource } from '../../pipeline/noise-source'
import type { CaseFolder } from '../case-folder'
import type { Comparison } from '../comparison'
import type { Topic } from '../topic'
import { control, pairs } from './controls'
import { rowOf } from './text-encode'

const numbers = z.array(z.number())
const region = z.object({
  mask: z.string(),
  temp_mask: z.string().nullish(),
  soft_mask: z.number().nullish(),
  mask_choice: z.enum(['wo_final_layer', 'wo_final_two_layer', 'mask_first_layer']).nullish(),
  blended_steps: z.array(z.int()),
})
const runs = z.array(
  z.object({
    name: z.string(),
    width: z.int(),
    height: z.int(),
    images: z.array(z.string()),
    pairs,
    controls: z.array(control),
    num_inference_steps: z.int(),
    strength: z.number(),
    timesteps: numbers,
    sigmas: numbers,
    guidance_scale: z.number(),
    negative_prompt: z.string().nullish(),
    attn_limit: z.int(),
    vae_noise: z.string(),
    noise: z.string(),
    step_noise: z.string(),
    init_latents: z.string(),
    start_latents: z.string(),
    noise_pred: z.string(),
    latents: z.string(),
    image_out: z.string(),
    p2p_windows: z
      .array(
        z
          .object({
            self: z.tuple([z.int(), z.int()]).nullish(),
            cross_alpha_rows: z.array(z.string()).nullish(),
          })
          .nullable(),
      )
      .default([]),
    region: region.nullish(),
    mask_latent: z.string().nullish(),
    temp_mask_latent: z.string().nullish(),
    fused_mask: z.string().nullish(),
    known: z.string().nullish(),
    pre_blend: z.string().nullish(),
  }),
)
type RunCase = z.infer<typeof runs>[number]

const ofLatents = 5e-4
const ofPictures = 2e-4

/** Supplied noise of one pair: [pairs, …] and [steps, pairs, …]. */
const suppliedNoise = (vae: Tensor, start: Tensor, steps: Tensor, pair: number): NoiseSource => ({
  vae: (into) => into.set(rowOf(vae, pair)),
  start: (into) => into.set(rowOf(start, pair)),
  step: (i, into) => into.set(rowOf({ dims: steps.dims.slice(1), data: rowOf(steps, i) }, pair)),
})

const scheduleOf = (choice: string | null | undefined): BlendSchedule =>
  blendSchedules.find((name) => name === choice) ?? 'odd'

const regionOf = async (
  one: RunCase,
  folder: CaseFolder,
  comparison: Comparison,
): Promise<RegionSettings | null> => {
  const { region: given } = one
  if (!given) return null
  const fine = latentMask(await folder.mask(given.mask))
  const coarse = given.temp_mask ? latentMask(await folder.mask(given.temp_mask)) : null
  const soft = given.soft_mask ?? null
  const mask = coarse && soft !== null ? fuseLatentMasks(fine, coarse, soft) : fine
  for (const [what, file, made] of [
    ['mask', one.mask_latent, fine],
    ['coarse mask', one.temp_mask_latent, coarse],
    ['fused mask', one.fused_mask, mask],
  ] as const)
    if (file && made) comparison.close(what, made.data, (await folder.tensor(file)).data, { atol: 1e-6 })
  const schedule = scheduleOf(given.mask_choice)
  const steps = one.timesteps.length
  const blended = one.timesteps.map((_, i) => i).filter((i) => blendsAfter(schedule, i, steps))
  comparison.same('blended steps', blended, given.blended_steps)
  return { mask, schedule }
}

const openPipeline = (folder: CaseFolder): Promise<EditPipeline> =>
  folder.keep('pipeline', () => EditPipeline.open(folder.model('sdxl'), { home: folder.scratch }))

/** Schedules and windows, before anything is computed with them. */
const checkPlan = (one: RunCase, pipeline: EditPipeline, comparison: Comparison): void => {
  const schedule = pipeline.scheduler.schedule(one.num_inference_steps, one.strength)
  comparison.close('timesteps', schedule.timesteps, one.timesteps, { atol: 1e-4 })
  const sigmas = schedule.noisings.map(({ noise }) => noise)
  comparison.close('sigmas', sigmas, one.sigmas, { atol: 1e-5, rtol: 1e-6 })
  comparison.same('attention limit', attentionLimit(one.width), one.attn_limit)
  const steps = schedule.timesteps.length
  for (const [k, windows] of one.p2p_windows.entries()) {
    const settings = one.controls[k]
    const pair = one.pairs[k]
    if (!windows || !settings || !pair) continue
    const [source, target] = [pair.source, pair.target].map((text) =>
      cutPrompt(text, pipeline.text.tokenizer),
    )
    if (!source || !target) continue
    const worked = new PairControl(source, target, settings, steps)
    const range = windows.self
    if (range) {
      const expected = one.timesteps.map((_, i) => i >= range[0] && i < range[1])
      comparison.same(
        `self window of pair ${k}`,
        expected.map((_, i) => worked.takesSelf(i)),
        expected,
      )
    }
    for (const [i, row] of (windows.cross_alpha_rows ?? []).entries())
      comparison.same(`controlled tokens of pair ${k} in step ${i}`, worked.crossRow(i).join(''), row)
  }
}

const check = async (one: RunCase, folder: CaseFolder, comparison: Comparison): Promise<void> => {
  const pipeline = await openPipeline(folder)
  checkPlan(one, pipeline, comparison)
  const [vae, start, steps] = await Promise.all(
    [one.vae_noise, one.noise, one.step_noise].map((file) => folder.tensor(file)),
  )
  if (!vae || !start || !steps) return
  const settings = await regionOf(one, folder, comparison)
  const orders = await Promise.all(
    one.pairs.map(
      async ({ source, target }, k): Promise<PairOrder> => ({
        // A run may give one picture for all of its pairs.
        anchor: await folder.raster(one.images[k] ?? one.images[0] ?? ''),
        sourceCaption: source,
        targetCaption: target,
        control: one.controls[k] ?? null,
        noise: suppliedNoise(vae, start, steps, k),
        region: settings,
        guidance: one.guidance_scale,
        negativePrompt: one.negative_prompt ?? null,
      }),
    ),
  )
  const files = [one.init_latents, one.start_latents, one.noise_pred, one.latents, one.image_out]
  const [init, begun, predictions, latents, pictures] = await Promise.all(
    files.map((file) => folder.tensor(file)),
  )
  const known = one.known ? await folder.tensor(one.known) : null
  const stepped = one.pre_blend ? await folder.tensor(one.pre_blend) : null
  if (!init || !begun || !predictions || !latents || !pictures) return
  const atol = (file: string) => ({ atol: folder.atol(file, ofLatents) })
  await pipeline.make(
    orders,
    { steps: one.num_inference_steps, strength: one.strength },
    {
      observe: {
        initLatents: (actual) => comparison.close('init latents', actual, init.data, atol(one.init_latents)),
        startLatents: (actual) =>
          comparison.close('start latents', actual, begun.data, atol(one.start_latents)),
        step: (step) => {
          const { i } = step
          const compare = (what: string, actual: Float32Array, expected: Tensor | null, file: string) => {
            if (expected) comparison.close(`${what} of step ${i}`, actual, rowOf(expected, i), atol(file))
          }
          compare('prediction', step.prediction, predictions, one.noise_pred)
          compare('latents before blending', step.stepped, stepped, one.pre_blend ?? '')
          compare('latents', step.latents, latents, one.latents)
          if (!known) return
          const both = orders.flatMap((_, pair) => [...step.known(pair), ...step.known(pair)])
          compare('known latents', Float32Array.from(both), known, one.known ?? '')
        },
        picture: (row, planes) =>
          comparison.close(`picture ${row}`, planes, rowOf(pictures, row), {
            atol: folder.atol(one.image_out, ofPictures),
          }),
      },
    },
  )
}

const runTopic = (name: string): Topic => ({
  name,
  cases: async (folder) =>
    (await folder.json('cases.json', runs)).map((one) => ({
      name: one.name,
      check: (comparison) => check(one, folder, comparison),
    })),
})

export const img2imgTopic = runTopic('img2img')
export const regionTopic = runTopic('region')
export const cfgTopic = runTopic('cfg')
