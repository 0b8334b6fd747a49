import type { SchedulerConfig } from '../models/configs'
import { type PredictionType, predictionType } from './options'
import { clean, type Noising, type Scheduler, type StepRule } from './schedule'
import { firstStep, spaceTimesteps } from './timesteps'
import { alphasCumprod } from './training-noise'

type Shares = readonly [ofSample: number, ofOutput: number]

/** The picture and the noise that an output stands for (Song et al., 2010.02502; Salimans and Ho, 2202.00512). */
const meaningOf = (prediction: PredictionType, alpha: number): { clean: Shares; noise: Shares } => {
  const signal = Math.sqrt(alpha)
  const noise = Math.sqrt(1 - alpha)
  switch (prediction) {
    case 'epsilon':
      return { clean: [1 / signal, -noise / signal], noise: [0, 1] }
    case 'v_prediction':
      return { clean: [signal, -noise], noise: [noise, signal] }
    case 'sample':
      return { clean: [0, 1], noise: [1 / noise, -signal / noise] }
  }
}

/** `DDIMScheduler` of diffusers, without fresh noise (`eta` 0), which is how its pipelines run it. */
export const ddimScheduler = (config: SchedulerConfig): Scheduler => {
  const prediction = predictionType(config)
  const alphas = alphasCumprod(config)
  const final = config.set_alpha_to_one ? 1 : (alphas[0] as number)
  const clamp = (config.clip_sample ?? true) ? config.clip_sample_range : Number.POSITIVE_INFINITY
  const alphaAt = (timestep: number) =>
    timestep >= 0 ? (alphas[Math.min(timestep, alphas.length - 1)] as number) : final
  return {
    name: config._class_name,
    schedule: (steps, strength = 1) => {
      const all = spaceTimesteps(config, config.timestep_spacing ?? 'leading', steps, true)
      const timesteps = all.slice(firstStep(steps, strength))
      const stride = Math.floor(config.num_train_timesteps / steps)
      return {
        timesteps,
        inputScales: timesteps.map(() => 1),
        steps: timesteps.map((timestep): StepRule => {
          const next = alphaAt(timestep - stride)
          const meaning = meaningOf(prediction, alphaAt(timestep))
          const left = Math.sqrt(1 - next)
          return {
            x0Sample: meaning.clean[0],
            x0Output: meaning.clean[1],
            clamp,
            nextSample: left * meaning.noise[0],
            nextOutput: left * meaning.noise[1],
            nextX0: Math.sqrt(next),
            nextNoise: 0,
          }
        }),
        noisings: [
          ...timesteps.map(
            (timestep): Noising => ({
              signal: Math.sqrt(alphaAt(timestep)),
              noise: Math.sqrt(1 - alphaAt(timestep)),
            }),
          ),
          clean,
        ],
        startScale: 1,
      }
    },
  }
}
