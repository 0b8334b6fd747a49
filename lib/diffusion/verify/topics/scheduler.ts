import { z } from 'zod'
import { schedulerConfig } from '../../models/configs'
import { openFolder } from '../../models/open-folder'
import { openScheduler } from '../../schedulers/open-scheduler'
import { predictClean, type Scheduler, takeStep } from '../../schedulers/schedule'
import type { CaseFolder } from '../case-folder'
import type { Topic, VerifyCase } from '../topic'

const numbers = z.array(z.number())
const schedules = z.array(
  z.object({
    num_inference_steps: z.int(),
    timesteps: numbers,
    sigmas: numbers,
    init_noise_sigma: z.number(),
    img2img: z.array(
      z.object({ strength: z.number(), effective_steps: z.int(), timesteps: numbers, sigmas: numbers }),
    ),
  }),
)
const steps = z.array(
  z.object({
    num_inference_steps: z.int(),
    strength: z.number(),
    i: z.int(),
    timestep: z.number(),
    noisy: z.string(),
    scaled: z.string(),
    prev_sample: z.string(),
    pred_original_sample: z.string(),
  }),
)

const tolerance = { atol: 1e-5, rtol: 1e-6 }
const stepTolerance = { atol: 1e-5, rtol: 1e-5 }

export const modelScheduler = async (folder: CaseFolder): Promise<Scheduler> => {
  const files = await openFolder(folder.model('sdxl'))
  return openScheduler(await files.readJson('scheduler/scheduler_config.json', schedulerConfig))
}

/** Noise levels, which are what the reference lists. */
const sigmasOf = (scheduler: Scheduler, count: number, strength: number) =>
  scheduler.schedule(count, strength).noisings.map(({ noise }) => noise)

const scheduleCases = (scheduler: Scheduler, listed: z.infer<typeof schedules>): VerifyCase[] =>
  listed.map(({ num_inference_steps: count, ...expected }) => ({
    name: `${count} steps`,
    check: (comparison) => {
      const whole = scheduler.schedule(count)
      comparison.close('timesteps', whole.timesteps, expected.timesteps, tolerance)
      comparison.close('sigmas', sigmasOf(scheduler, count, 1), expected.sigmas, tolerance)
      comparison.close('scale of pure noise', [whole.startScale], [expected.init_noise_sigma], tolerance)
      for (const { strength, effective_steps: run, timesteps, sigmas } of expected.img2img) {
        let ran = 0
        try {
          const schedule = scheduler.schedule(count, strength)
          ran = schedule.timesteps.length
          comparison.close(`timesteps at ${strength}`, schedule.timesteps, timesteps, tolerance)
          comparison.close(`sigmas at ${strength}`, sigmasOf(scheduler, count, strength), sigmas, tolerance)
        } catch {
          // Nothing to run: refused, which the reference counts as no steps.
        }
        comparison.same(`steps at ${strength}`, ran, run)
      }
    },
  }))

export const schedulerTopic: Topic = {
  name: 'scheduler',
  cases: async (folder) => {
    const scheduler = await modelScheduler(folder)
    const single = (await folder.json('steps.json', steps)).map(
      (expected, k): VerifyCase => ({
        name: `single step ${k}: ${expected.i} of ${expected.num_inference_steps} at strength ${expected.strength}`,
        check: async (comparison) => {
          const [x0, noise, eps, stepNoise, noisy] = await Promise.all(
            ['x0.npy', 'noise.npy', 'eps.npy', 'step_noise.npy', expected.noisy].map((file) =>
              folder.tensor(file),
            ),
          )
          if (!x0 || !noise || !eps || !stepNoise || !noisy) return
          const { i } = expected
          const schedule = scheduler.schedule(expected.num_inference_steps, expected.strength)
          const rule = schedule.steps[i]
          const noising = schedule.noisings[i]
          if (!rule || !noising) throw new Error(`the schedule has no step ${i}`)
          comparison.close('timestep', [schedule.timesteps[i] ?? -1], [expected.timestep], tolerance)
          if (i === 0) {
            const added = x0.data.map(
              (value, at) => noising.signal * value + noising.noise * (noise.data[at] ?? 0),
            )
            comparison.close('noised', added, noisy.data, stepTolerance)
          }
          const scaled = noisy.data.map((value) => value * (schedule.inputScales[i] ?? 0))
          comparison.close('scaled', scaled, (await folder.tensor(expected.scaled)).data, stepTolerance)
          const clean = predictClean(rule, noisy.data, eps.data)
          const expectedClean = await folder.tensor(expected.pred_original_sample)
          comparison.close('predicted picture', clean, expectedClean.data, stepTolerance)
          const next = noisy.data.slice()
          takeStep(rule, next, eps.data, stepNoise.data)
          comparison.close('next', next, (await folder.tensor(expected.prev_sample)).data, stepTolerance)
        },
      }),
    )
    return [...scheduleCases(scheduler, await folder.json('schedules.json', schedules)), ...single]
  },
}
