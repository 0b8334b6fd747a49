import { describe, expect, it } from 'vitest'
import { schedulerConfig } from '../models/configs'
import { openScheduler } from './open-scheduler'
import { predictClean, type StepRule, takeStep } from './schedule'
import { roundHalfEven } from './timesteps'

const turbo = {
  _class_name: 'EulerAncestralDiscreteScheduler',
  beta_start: 0.00085,
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
  timestep_spacing: 'trailing',
  clip_sample: false,
}
const open = (changes: Record<string, unknown> = {}) =>
  openScheduler(schedulerConfig.parse({ ...turbo, ...changes }))
const classes = ['EulerAncestralDiscreteScheduler', 'EulerDiscreteScheduler', 'DDIMScheduler']
const predictions = ['epsilon', 'v_prediction', 'sample'] as const

const clean = Float32Array.of(0.3, -1.2, 0.9)
const noise = Float32Array.of(-0.7, 0.2, 1.4)
const mix = (a: number, b: number) => clean.map((x, i) => a * x + b * (noise[i] ?? 0))

/** One step from the exact noised picture, with a model that knows the truth. */
const stepOnTruth = (
  rule: StepRule,
  from: { signal: number; noise: number },
  prediction: string,
  ddim: boolean,
) => {
  const latents = mix(from.signal, from.noise)
  // Noise levels are relative to a signal of 1 for Euler; v is defined on the scaled sample.
  const scale = ddim ? 1 : 1 / Math.sqrt(1 + from.noise ** 2)
  const outputs = {
    epsilon: noise,
    sample: clean,
    v_prediction: mix(-scale * from.noise, scale * from.signal),
  }
  const output = outputs[prediction as keyof typeof outputs]
  const predicted = predictClean(rule, latents, output)
  takeStep(rule, latents, output, null)
  return { latents, predicted }
}
const expectClose = (actual: Float32Array, expected: Float32Array) => {
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 4)
}

describe('timesteps', () => {
  it.each([
    ['trailing', 0, 4, [999, 749, 499, 249]],
    ['trailing', 0, 16, [999, 937, 874, 811]],
    ['leading', 1, 4, [751, 501, 251, 1]],
    ['linspace', 0, 4, [999, 666, 333, 0]],
    ['linspace', 0, 1, [0]],
  ])('%s with offset %i in %i steps begin with %j', (timestep_spacing, steps_offset, steps, first) => {
    for (const _class_name of classes) {
      const { timesteps } = open({ _class_name, timestep_spacing, steps_offset }).schedule(steps)
      expect(timesteps.slice(0, first.length)).toEqual(first)
      expect(timesteps).toHaveLength(steps)
    }
  })

  it('are rounded by DDIM alone when they are spread evenly', () => {
    const spread = { timestep_spacing: 'linspace' }
    expect(open(spread).schedule(3).timesteps).toEqual([999, 499.5, 0])
    expect(open({ ...spread, _class_name: 'DDIMScheduler' }).schedule(3).timesteps).toEqual([999, 500, 0])
  })

  it('round halves to even', () => {
    expect([0.5, 1.5, 2.5, -0.5, 937.5, 2.4999].map(roundHalfEven)).toEqual(
      [0, 2, 2, 0, 938, 2].map((x) => x || 0),
    )
  })

  it('keep the last floor(steps · strength)', () => {
    const whole = open().schedule(8)
    const part = open().schedule(8, 0.6)
    expect(part.timesteps).toEqual(whole.timesteps.slice(4))
    expect(part.noisings).toEqual(whole.noisings.slice(4))
    expect(part.startScale).toBe(whole.startScale)
  })

  it('refuse what leaves nothing to run, and say how many steps would', () => {
    expect(() => open().schedule(3, 0.3)).toThrow(/leaves none of 3 steps/)
    expect(() => open().schedule(3, 0)).toThrow(/strength/)
    expect(() => open().schedule(0)).toThrow(/from 1 to 1000/)
    expect(() => open().schedule(1001)).toThrow(/from 1 to 1000/)
  })
})

describe('noise levels', () => {
  it('are SDXL-Turbo’s', () => {
    const { noisings, startScale, inputScales } = open().schedule(4)
    expect(noisings.map((n) => n.noise)).toEqual([
      14.614646911621094, 4.081730842590332, 1.6128870248794556, 0.6932054162025452, 0,
    ])
    expect(startScale).toBe(14.614646911621094)
    expect(inputScales[0]).toBeCloseTo(1 / Math.hypot(14.614647, 1), 8)
  })

  it('follow each beta schedule', () => {
    const first = (beta_schedule: string) =>
      open({ beta_schedule, beta_start: 0.0001, beta_end: 0.02 }).schedule(1).noisings[0]?.noise ?? 0
    // sqrt((1 - a) / a) of the last product, computed apart.
    expect(first('linear')).toBeCloseTo(157.407, 2)
    expect(first('scaled_linear')).toBeGreaterThan(20)
    expect(first('squaredcos_cap_v2')).toBeGreaterThan(1000)
    const trained = open({ trained_betas: [0.5, 0.5], num_train_timesteps: 2 }).schedule(1)
    expect(trained.noisings[0]?.noise).toBeCloseTo(Math.sqrt(3), 6)
  })

  it('end where the configuration says', () => {
    const euler = open({ _class_name: 'EulerDiscreteScheduler', final_sigmas_type: 'sigma_min' }).schedule(2)
    expect(euler.steps[1]?.nextX0).toBeLessThan(1)
    expect(euler.steps[1]?.nextX0).toBeGreaterThan(0.8)
  })
})

describe.each(predictions)('a model that predicts %s', (prediction_type) => {
  it.each(['EulerDiscreteScheduler', 'DDIMScheduler'])(
    'and knows the truth stays on it under %s',
    (_class_name) => {
      const { steps, noisings } = open({ _class_name, prediction_type, set_alpha_to_one: true }).schedule(5)
      for (const [i, rule] of steps.entries()) {
        const [from, to] = [noisings[i], noisings[i + 1]]
        if (!from || !to) throw new Error('a level is missing')
        const { latents, predicted } = stepOnTruth(
          rule,
          from,
          prediction_type,
          _class_name === 'DDIMScheduler',
        )
        expectClose(predicted, clean)
        expectClose(latents, mix(to.signal, to.noise))
      }
    },
  )

  it('and knows the truth loses as much noise as the ancestral scheduler adds', () => {
    const { steps, noisings } = open({ prediction_type }).schedule(5)
    for (const [i, rule] of steps.entries()) {
      const [from, to] = [noisings[i], noisings[i + 1]]
      if (!from || !to) throw new Error('a level is missing')
      const { latents } = stepOnTruth(rule, from, prediction_type, false)
      const kept = Math.sqrt(to.noise ** 2 - rule.nextNoise ** 2)
      expectClose(latents, mix(1, kept))
    }
  })
})

describe('DDIM', () => {
  it('clamps the predicted picture where it is told to, as by default', () => {
    for (const clip_sample of [true, undefined]) {
      const [rule] = open({ _class_name: 'DDIMScheduler', clip_sample, prediction_type: 'sample' }).schedule(
        1,
      ).steps
      if (!rule) throw new Error('no step')
      const latents = Float32Array.of(0, 0)
      takeStep(rule, latents, Float32Array.of(5, 0.5), null)
      expect(latents).toEqual(Float32Array.of(1, 0.5))
      expect(predictClean(rule, Float32Array.of(0, 0), Float32Array.of(5, 0.5))).toEqual(
        Float32Array.of(1, 0.5),
      )
    }
  })

  it('ends clean or at the first training level', () => {
    const last = (set_alpha_to_one: boolean) =>
      open({ _class_name: 'DDIMScheduler', set_alpha_to_one }).schedule(4).steps.at(-1)?.nextX0
    expect(last(true)).toBe(1)
    expect(last(false)).toBeCloseTo(Math.sqrt(1 - 0.00085), 6)
  })
})

describe('what is not done here', () => {
  it.each([
    [{ _class_name: 'DPMSolverMultistepScheduler' }, /DPMSolverMultistepScheduler is not supported/],
    [{ prediction_type: 'flow' }, /prediction_type = "flow"/],
    [{ use_karras_sigmas: true }, /use_karras_sigmas/],
    [{ rescale_betas_zero_snr: true }, /rescale_betas_zero_snr/],
    [{ thresholding: true }, /thresholding/],
    [{ interpolation_type: 'log_linear' }, /log_linear/],
    [{ timestep_type: 'continuous' }, /continuous/],
    [{ beta_schedule: 'sigmoid' }, /sigmoid/],
  ])('is refused by name: %j', (changes, why) => {
    expect(() => open(changes)).toThrow(why)
  })

  it('includes another spacing', () => {
    expect(() => open({ timestep_spacing: 'karras' }).schedule(4)).toThrow(/karras/)
  })
})
