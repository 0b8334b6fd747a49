import { candidateNoise } from '../noise/candidate-noise'

/** All noise of one pair, standard normal, shared by its source and target. Each call fills `into` [C, h, w]. */
export interface NoiseSource {
  vae(into: Float32Array): void
  start(into: Float32Array): void
  step(i: number, into: Float32Array): void
}

/** Noise of a candidate's seed: the same whatever else is made with it. */
export const seededNoise = (seed: number): NoiseSource => ({
  vae: (into) => {
    candidateNoise(seed, 'vae', into)
  },
  start: (into) => {
    candidateNoise(seed, 'start', into)
  },
  step: (step, into) => {
    candidateNoise(seed, { step }, into)
  },
})
