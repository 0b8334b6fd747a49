import { clean } from '../schedulers/schedule'
import { blendsAfter } from './blend-schedule'
import { addNoise } from './latents'
import type { Run } from './run'

/** The anchor of a pair at the noise level that follows step `i`, [C, h, w]; after the last it is clean. */
export const knownLatents = ({ init, noise, schedule, size }: Run, pair: number, i: number): Float32Array => {
  const from = pair * size
  const known = new Float32Array(size)
  const level = schedule.noisings[i + 1] ?? clean
  addNoise(known, init.subarray(from, from + size), noise.subarray(from, from + size), level)
  return known
}

/**
 * UltraEdit's modified inpainting after step `i`: latents = (1 − mask) · known + mask · latents, for source and target
 * of each pair with a region, where its schedule says so.
 */
export const blendRegions = (run: Run, i: number): void => {
  const { orders, schedule, latents, size } = run
  for (const [pair, { region }] of orders.entries()) {
    if (!region || !blendsAfter(region.schedule, i, schedule.steps.length)) continue
    const known = knownLatents(run, pair, i)
    const { data } = region.mask
    for (const row of [2 * pair, 2 * pair + 1])
      for (let k = 0, at = row * size; k < size; k++, at++) {
        const edit = data[k % data.length] as number
        latents[at] = (1 - edit) * (known[k] as number) + edit * (latents[at] as number)
      }
  }
}
