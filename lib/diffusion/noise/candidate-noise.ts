import { ExemplarError } from '@/lib/platform/errors'
import { philox } from './philox'

/** What noise is for: the start latents, the posterior of the autoencoder, or fresh noise of one step. */
export type NoisePurpose = 'start' | 'vae' | { readonly step: number }

const purposes = { start: 0, vae: 1, step: 2 } as const
const perBlock = 4

/**
 * Fills `into` with standard normal noise of a candidate. Element `i` depends on the seed, the purpose and `i` alone:
 * not on the batch that the candidate is made in, its size or its order, nor on how much noise is asked for. Source
 * and target of a pair share it.
 *
 * The key of Philox4x32-10 is the seed, lower word first; the counter is [i div 4, purpose, step, 0] with purpose
 * 0 = start, 1 = vae, 2 = step. Its four words u0…u3 make four numbers by Box and Muller:
 *
 *     r = sqrt(−2 ln((u0 + 1) / 2³²))   φ = 2π u1 / 2³²   →   r cos φ, r sin φ   and likewise of u2, u3
 *
 * @param seed a whole number from 0 to 2⁵³ − 1.
 */
export const candidateNoise = (seed: number, purpose: NoisePurpose, into: Float32Array): Float32Array => {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new ExemplarError('bad-input', `A seed must be a whole number from 0 to 2^53 − 1, not ${seed}.`, {
      field: 'seed',
    })
  const low = seed % 0x1_0000_0000
  const high = Math.floor(seed / 0x1_0000_0000)
  const isStep = typeof purpose === 'object'
  const kind = isStep ? purposes.step : purposes[purpose]
  const step = isStep ? purpose.step : 0
  const words = new Uint32Array(perBlock)
  for (let at = 0; at < into.length; at += perBlock) {
    words[0] = at / perBlock
    words[1] = kind
    words[2] = step
    words[3] = 0
    philox(words, low, high)
    // Writes past the end of a typed array are dropped, so a last block may be a part of one.
    normalPair(words[0], words[1], into, at)
    normalPair(words[2], words[3], into, at + 2)
  }
  return into
}

const normalPair = (u: number, v: number, into: Float32Array, at: number): void => {
  const radius = Math.sqrt(-2 * Math.log((u + 1) / 0x1_0000_0000))
  const angle = (2 * Math.PI * v) / 0x1_0000_0000
  into[at] = radius * Math.cos(angle)
  into[at + 1] = radius * Math.sin(angle)
}
