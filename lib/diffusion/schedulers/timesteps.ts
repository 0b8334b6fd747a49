import { ExemplarError } from '@/lib/platform/errors'
import type { SchedulerConfig } from '../models/configs'

/** As NumPy rounds: halves to the even neighbour. */
export const roundHalfEven = (value: number): number => {
  const below = Math.floor(value)
  const part = value - below
  if (part !== 0.5) return Math.round(value)
  return below % 2 === 0 ? below : below + 1
}

/**
 * Which training timesteps `steps` steps visit, highest first (Lin et al., 2305.08891, table 2; as diffusers).
 * @param whole whether `linspace` rounds to whole timesteps: DDIM does, the Euler schedulers do not.
 */
export const spaceTimesteps = (
  config: SchedulerConfig,
  spacing: string,
  steps: number,
  whole: boolean,
): number[] => {
  const { num_train_timesteps: count, steps_offset: offset } = config
  if (!Number.isInteger(steps) || steps < 1 || steps > count)
    throw new ExemplarError(
      'bad-input',
      `The number of steps must be a whole number from 1 to ${count}, not ${steps}.`,
      {
        field: 'steps',
      },
    )
  switch (spacing) {
    case 'linspace': {
      const at = (i: number) => (steps === 1 ? 0 : (i * (count - 1)) / (steps - 1))
      return Array.from({ length: steps }, (_, i) => {
        const timestep = at(steps - 1 - i)
        return whole ? roundHalfEven(timestep) : Math.fround(timestep)
      })
    }
    case 'leading': {
      const ratio = Math.floor(count / steps)
      return Array.from({ length: steps }, (_, i) => (steps - 1 - i) * ratio + offset)
    }
    case 'trailing': {
      const first = count
      // NumPy’s arange counts in the difference of its first two values.
      const difference = first - count / steps - first
      return Array.from({ length: steps }, (_, i) => roundHalfEven(first + i * difference) - 1)
    }
    default:
      throw new ExemplarError('unsupported', `The scheduler’s timestep spacing “${spacing}” is not known.`, {
        field: 'timestep_spacing',
        fix: 'leading, linspace and trailing are.',
      })
  }
}

/** Which of `steps` steps is the first to be run when the last `floor(steps · strength)` are. */
export const firstStep = (steps: number, strength: number): number => {
  if (!(strength > 0 && strength <= 1))
    throw new ExemplarError('bad-input', `The strength must be above 0 and at most 1, not ${strength}.`, {
      field: 'strength',
    })
  const run = Math.min(Math.trunc(steps * strength), steps)
  if (run > 0) return steps - run
  throw new ExemplarError('bad-input', `A strength of ${strength} leaves none of ${steps} steps to run.`, {
    field: 'strength',
    fix: `Ask for at least ${Math.ceil(1 / strength)} steps, or for more strength.`,
  })
}
