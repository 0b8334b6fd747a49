import { ExemplarError } from '@/lib/platform/errors'
import type { EditRequest } from './editor'

/** Masks must lie in the frame of the picture. Errors: `bad-input` naming the mask that does not. */
export const checkMaskSizes = ({ anchor, region }: EditRequest): void => {
  for (const [name, mask] of Object.entries(region ?? {})) {
    if (mask.width === anchor.width && mask.height === anchor.height) continue
    throw new ExemplarError(
      'bad-input',
      `The ${name} mask is ${mask.width}×${mask.height}, the picture ${anchor.width}×${anchor.height}.`,
      { field: `region.${name}`, fix: 'Make the masks in the frame of the picture.' },
    )
  }
}

export const stopIfCancelled = (signal: AbortSignal | undefined): void => {
  if (signal?.aborted)
    throw new ExemplarError('cancelled', 'The edit was cancelled.', { cause: signal.reason })
}
