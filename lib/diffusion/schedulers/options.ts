import { ExemplarError } from '@/lib/platform/errors'
import type { SchedulerConfig } from '../models/configs'

/** What a model's output stands for. */
export type PredictionType = 'epsilon' | 'v_prediction' | 'sample'

const refuse = (option: string, value: unknown, fix: string): ExemplarError =>
  new ExemplarError(
    'unsupported',
    `The scheduler’s option ${option} = ${JSON.stringify(value)} is not supported.`,
    {
      field: `scheduler_config.json: ${option}`,
      fix,
    },
  )

export const predictionType = ({ prediction_type: type }: SchedulerConfig): PredictionType => {
  if (type === 'epsilon' || type === 'v_prediction' || type === 'sample') return type
  // The older name of the same.
  if (type === 'original_sample') return 'sample'
  throw refuse('prediction_type', type, 'epsilon, v_prediction and sample are supported.')
}

const off: Readonly<Record<string, readonly unknown[]>> = {
  use_karras_sigmas: [false],
  use_exponential_sigmas: [false],
  use_beta_sigmas: [false],
  rescale_betas_zero_snr: [false],
  thresholding: [false],
  interpolation_type: ['linear'],
  timestep_type: ['discrete'],
  final_sigmas_type: ['zero', 'sigma_min'],
}

/** Refuses by name what would change the pictures and is not done here, rather than to leave it out silently. */
export const refuseOtherOptions = (config: SchedulerConfig): void => {
  for (const [option, known] of Object.entries(off)) {
    const value = (config as Readonly<Record<string, unknown>>)[option]
    if (value !== undefined && value !== null && !known.includes(value))
      throw refuse(option, value, `Set it to ${known.map((one) => JSON.stringify(one)).join(' or ')}.`)
  }
}
