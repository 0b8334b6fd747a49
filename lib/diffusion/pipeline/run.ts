import type { Raster } from '@/lib/imaging/raster'
import { ExemplarError } from '@/lib/platform/errors'
import type { Schedule } from '../schedulers/schedule'
import type { PairOrder, RunWatch } from './edit-order'

/** Everything of one batch that lives through its steps. Latent arrays are row-major, rows in the order of the pairs. */
export interface Run {
  readonly orders: readonly PairOrder[]
  readonly watch: RunWatch
  /** One of the anchors: all have its size. */
  readonly anchor: Raster
  readonly guided: boolean
  readonly schedule: Schedule
  /** Whether region runs start from noise alone. */
  readonly isFull: boolean
  /** Latents of a side, and values of one row. */
  readonly width: number
  readonly height: number
  readonly size: number
  /** [pairs, C, h, w]: the anchors, and the noise that they start with. */
  readonly init: Float32Array
  readonly noise: Float32Array
  /** [rows, C, h, w] */
  readonly latents: Float32Array
}

const isGuided = ({ guidance = 0 }: PairOrder): boolean => guidance > 1

/** What a batch has in common. Errors: `bad-input` where sizes or guidance do not go together. */
export const checkTogether = (
  orders: readonly PairOrder[],
): { readonly anchor: Raster; readonly guided: boolean } => {
  const [first, ...others] = orders
  if (!first) throw new ExemplarError('bad-input', 'There is no pair to make.', { field: 'orders' })
  const { width, height } = first.anchor
  for (const order of others) {
    if (order.anchor.width !== width || order.anchor.height !== height)
      throw new ExemplarError('bad-input', 'Pairs of one batch must have anchors of one size.', {
        field: 'anchor',
      })
    if (isGuided(order) !== isGuided(first))
      throw new ExemplarError(
        'bad-input',
        'Pairs of one batch must all have guidance (above 1), or none of them.',
        {
          field: 'guidance',
        },
      )
  }
  return { anchor: first.anchor, guided: isGuided(first) }
}

export const checkSize = ({ width, height }: Raster, multiple: number): void => {
  if (width > 0 && height > 0 && width % multiple === 0 && height % multiple === 0) return
  throw new ExemplarError(
    'bad-input',
    `The model makes pictures whose sides are multiples of ${multiple} pixels, not ${width}×${height}.`,
    { field: 'anchor', fix: 'Crop the picture to such a size.' },
  )
}

/** @param width of the latents, as `height`. */
export const checkRegion = ({ region }: PairOrder, width: number, height: number): void => {
  if (!region || (region.mask.width === width && region.mask.height === height)) return
  throw new ExemplarError(
    'bad-input',
    `The mask has ${region.mask.width}×${region.mask.height} cells; the latents have ${width}×${height}.`,
    { field: 'region.mask', fix: 'Make the mask of a picture of the anchor’s size.' },
  )
}
