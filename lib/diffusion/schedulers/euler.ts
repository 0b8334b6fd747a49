import type { SchedulerConfig } from '../models/configs'
import { type PredictionType, predictionType } from './options'
import type { Noising, Scheduler, StepRule } from './schedule'
import { firstStep, spaceTimesteps } from './timesteps'
import { alphasCumprod } from './training-noise'

/** NumPy’s `interp` on the whole numbers. */
const interpolate = (values: Float32Array, at: number): number => {
  const last = values.length - 1
  const below = Math.min(Math.max(Math.floor(at), 0), last)
  const low = values[below] as number
  const high = values[Math.min(below + 1, last)] as number
  return low + (high - low) * Math.min(Math.max(at - below, 0), 1)
}

/** The picture that an output stands for at noise level `sigma`, as shares of the sample and of the output. */
const cleanOf = (prediction: PredictionType, sigma: number): { x0Sample: number; x0Output: number } => {
  const variance = sigma * sigma + 1
  switch (prediction) {
    case 'epsilon':
      return { x0Sample: 1, x0Output: -sigma }
    case 'v_prediction':
      return { x0Sample: 1 / variance, x0Output: -sigma / Math.sqrt(variance) }
    case 'sample':
      return { x0Sample: 0, x0Output: 1 }
  }
}

/** From noise level `from` along the derivative to `down`, then fresh noise of level `up` (Karras et al., 2206.00364). */
const stepOf = (prediction: PredictionType, from: number, down: number, up: number): StepRule => {
  const share = (down - from) / from
  return {
    ...cleanOf(prediction, from),
    clamp: Number.POSITIVE_INFINITY,
    nextSample: 1 + share,
    nextOutput: 0,
    nextX0: -share,
    nextNoise: up,
  }
}

const ancestral = (prediction: PredictionType, from: number, to: number): StepRule => {
  const up = Math.sqrt((to ** 2 * (from ** 2 - to ** 2)) / from ** 2)
  return stepOf(prediction, from, Math.sqrt(to ** 2 - up ** 2), up)
}

/**
 * Euler's method in noise levels: `EulerAncestralDiscreteScheduler` and `EulerDiscreteScheduler` of diffusers. The
 * second without churn, which no pipeline turns on.
 */
export const eulerScheduler = (config: SchedulerConfig, isAncestral: boolean): Scheduler => {
  const prediction = predictionType(config)
  const spacing = config.timestep_spacing ?? 'linspace'
  const trained = alphasCumprod(config).map((alpha) => Math.sqrt(Math.fround(Math.fround(1 - alpha) / alpha)))
  const last = !isAncestral && config.final_sigmas_type === 'sigma_min' ? (trained[0] as number) : 0
  return {
    name: config._class_name,
    schedule: (steps, strength = 1) => {
      const all = spaceTimesteps(config, spacing, steps, false)
      const allSigmas = [...all.map((timestep) => Math.fround(interpolate(trained, timestep))), last]
      const highest = Math.max(...allSigmas)
      const first = firstStep(steps, strength)
      const sigmas = allSigmas.slice(first)
      const ran = sigmas.slice(0, -1)
      return {
        timesteps: all.slice(first),
        inputScales: ran.map((sigma) => 1 / Math.sqrt(sigma ** 2 + 1)),
        steps: ran.map((sigma, i) => {
          const to = sigmas[i + 1] as number
          return isAncestral ? ancestral(prediction, sigma, to) : stepOf(prediction, sigma, to, 0)
        }),
        noisings: sigmas.map((sigma, i): Noising => ({ signal: 1, noise: i < ran.length ? sigma : 0 })),
        startScale: spacing === 'leading' ? Math.sqrt(highest ** 2 + 1) : highest,
      }
    },
  }
}
