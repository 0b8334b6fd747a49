import { ExemplarError } from '@/lib/platform/errors'
import type { SchedulerConfig } from '../models/configs'

/** `torch.linspace` in float32: from both ends towards the middle, so that both are hit exactly. */
const linspace = (from: number, to: number, count: number): Float32Array => {
  const values = new Float32Array(count)
  const [first, last] = [Math.fround(from), Math.fround(to)]
  const step = Math.fround((last - first) / (count - 1))
  for (let i = 0; i < count; i++) values[i] = i < count / 2 ? first + step * i : last - step * (count - 1 - i)
  return values
}

/** Betas of the squared cosine, capped at 0.999 (Nichol and Dhariwal, 2102.09672, section 3.2). */
const squaredCosine = (count: number): Float32Array => {
  const bar = (t: number) => Math.cos(((t + 0.008) / 1.008) * (Math.PI / 2)) ** 2
  return Float32Array.from({ length: count }, (_, i) =>
    Math.min(1 - bar((i + 1) / count) / bar(i / count), 0.999),
  )
}

const betasOf = (config: SchedulerConfig): Float32Array => {
  const { beta_start: start, beta_end: end, num_train_timesteps: count } = config
  if (config.trained_betas) return Float32Array.from(config.trained_betas)
  switch (config.beta_schedule) {
    case 'linear':
      return linspace(start, end, count)
    case 'scaled_linear':
      return linspace(Math.sqrt(start), Math.sqrt(end), count).map((root) => root * root)
    case 'squaredcos_cap_v2':
      return squaredCosine(count)
    default:
      throw new ExemplarError(
        'unsupported',
        `The scheduler’s beta schedule “${config.beta_schedule}” is not known.`,
        {
          field: 'beta_schedule',
          fix: 'linear, scaled_linear and squaredcos_cap_v2 are.',
        },
      )
  }
}

/** The share of the signal that is left at each training timestep: the product of `1 − beta`, each a float32. */
export const alphasCumprod = (config: SchedulerConfig): Float32Array => {
  let product = 1
  // Accumulated in double precision and rounded as each is stored, as torch does on a CPU.
  return betasOf(config).map((beta) => {
    product *= Math.fround(1 - beta)
    return product
  })
}
