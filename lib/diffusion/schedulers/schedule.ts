/**
 * One step of a scheduler as numbers. Every scheduler here is linear in the sample, the model's output and fresh
 * noise, but for the clamping of the predicted picture that DDIM may ask for:
 *
 *     x0   = clamp(x0Sample · sample + x0Output · output)
 *     next = sample · nextSample + output · nextOutput + x0 · nextX0 + noise · nextNoise
 */
export interface StepRule {
  readonly x0Sample: number
  readonly x0Output: number
  /** The predicted picture stays within ± this. Infinity: as it is. */
  readonly clamp: number
  readonly nextSample: number
  readonly nextOutput: number
  readonly nextX0: number
  readonly nextNoise: number
}

/** How a clean latent is noised: `signal · latent + noise · noise`. */
export interface Noising {
  readonly signal: number
  readonly noise: number
}

/** What comes after the last step. */
export const clean: Noising = { signal: 1, noise: 0 }

/** What a scheduler does in the steps that are really run, first to last. */
export interface Schedule {
  /** What the model is told, one a step. */
  readonly timesteps: readonly number[]
  /** The model reads the latents times this, one a step. */
  readonly inputScales: readonly number[]
  readonly steps: readonly StepRule[]
  /** One a step, as its timestep asks, and one more for what comes after the last: clean. */
  readonly noisings: readonly Noising[]
  /** Latents of pure noise are the noise times this (diffusers’ `init_noise_sigma`). */
  readonly startScale: number
}

export interface Scheduler {
  /** Its class in diffusers. */
  readonly name: string
  /**
   * @param steps asked for, as for pictures made of nothing.
   * @param strength 0–1: the share of them that is run, the last `floor(steps · strength)`.
   * @throws ExemplarError `bad-input` where nothing would be run.
   */
  schedule(steps: number, strength?: number): Schedule
}

/** One step for all of `latents`, in place. `noise` may be null where the rule takes none. */
export const takeStep = (
  rule: StepRule,
  latents: Float32Array,
  output: Float32Array,
  noise: Float32Array | null,
): void => {
  const { x0Sample, x0Output, clamp, nextSample, nextOutput, nextX0, nextNoise } = rule
  // Without clamping the two lines of the rule are one, and with it the picture has to be made first.
  if (clamp === Number.POSITIVE_INFINITY) {
    const bySample = nextSample + nextX0 * x0Sample
    const byOutput = nextOutput + nextX0 * x0Output
    if (noise && nextNoise !== 0)
      for (let i = 0; i < latents.length; i++)
        latents[i] =
          bySample * (latents[i] as number) +
          byOutput * (output[i] as number) +
          nextNoise * (noise[i] as number)
    else
      for (let i = 0; i < latents.length; i++)
        latents[i] = bySample * (latents[i] as number) + byOutput * (output[i] as number)
    return
  }
  for (let i = 0; i < latents.length; i++) {
    const sample = latents[i] as number
    const predicted = output[i] as number
    const x0 = Math.min(clamp, Math.max(-clamp, x0Sample * sample + x0Output * predicted))
    latents[i] =
      nextSample * sample +
      nextOutput * predicted +
      nextX0 * x0 +
      (noise ? nextNoise * (noise[i] as number) : 0)
  }
}

/** The clean latents that a step predicts; what previews are made of. */
export const predictClean = (rule: StepRule, latents: Float32Array, output: Float32Array): Float32Array => {
  const { x0Sample, x0Output, clamp } = rule
  return latents.map((sample, i) =>
    Math.min(clamp, Math.max(-clamp, x0Sample * sample + x0Output * (output[i] as number))),
  )
}
