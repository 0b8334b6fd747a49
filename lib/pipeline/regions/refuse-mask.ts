import { measureRle } from '@/lib/imaging/masks/rle'
import { ExemplarError } from '@/lib/platform/errors'
import type { RegionInput } from './schema'

type PaintedMask = Extract<RegionInput, { kind: 'mask' }>

/** Refuses a painted mask that isn't of its frame's size, or marks nothing or everything. Reads runs, never pixels. */
export const refuseMask = ({ rle }: Pick<PaintedMask, 'rle'>, size: number): void => {
  const refuse = (field: string, message: string, fix: string) => {
    throw new ExemplarError('bad-input', message, { field, fix })
  }
  const [height, width] = rle.size
  if (height !== size || width !== size)
    refuse(
      'input.rle.size',
      `The mask is ${width} × ${height}, its frame ${size} × ${size}.`,
      'Draw the mask in the frame’s pixels.',
    )
  const marked = measureRle(rle, 'input.rle.counts')
  if (marked === 0) refuse('input.rle.counts', 'The mask is empty.', 'Mark what the edit changes.')
  if (marked === height * width)
    refuse(
      'input.rle.counts',
      'The mask covers the whole picture.',
      'Leave the region out for an edit of the whole picture, or mark a part.',
    )
}
