import type { Noising } from '../schedulers/schedule'
import type { PairOrder } from './edit-order'

// Loops over whole batches of latents; nothing is allocated.

/** into = signal · latents + noise · noise */
export const addNoise = (
  into: Float32Array,
  latents: Float32Array,
  noise: Float32Array,
  { signal, noise: level }: Noising,
): void => {
  for (let i = 0; i < into.length; i++)
    into[i] = signal * (latents[i] as number) + level * (noise[i] as number)
}

/** The model's input: the latents, scaled, and once more where there is an unconditional half. */
export const scaleInto = (sample: Float32Array, latents: Float32Array, scale: number): void => {
  for (let i = 0; i < latents.length; i++) sample[i] = (latents[i] as number) * scale
  if (sample.length > latents.length) sample.copyWithin(latents.length, 0, latents.length)
}

/**
 * [unconditional rows; conditional rows] → unconditional + guidance · (conditional − unconditional), each pair with
 * its own guidance. The result lies in the second half of `output`.
 * @param size values of one row
 */
export const guide = (output: Float32Array, orders: readonly PairOrder[], size: number): Float32Array => {
  const guided = output.subarray(output.length / 2)
  for (const [pair, { guidance = 0 }] of orders.entries())
    for (let i = 2 * pair * size; i < 2 * (pair + 1) * size; i++) {
      const free = output[i] as number
      guided[i] = free + guidance * ((guided[i] as number) - free)
    }
  return guided
}
