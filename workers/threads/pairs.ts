import { encodeMaskPng, encodeRasterPng, encodeRasterWebp } from '@/lib/imaging/codec'
import type { Mask, Raster } from '@/lib/imaging/raster'
import { scorePair as score } from '@/lib/imaging/scores/score-pair'
import { threadFunction } from '@/lib/platform/threads/thread-function'

// What becomes of a device's pictures while it makes the next ones: they are compared and encoded.

export interface PairToFinish {
  readonly source: Raster
  readonly edited: Raster
  readonly mask: Mask | null
  /** Whether the source is a picture of its own, to be stored. */
  readonly keepSource: boolean
}

/** Scores a pair without models, and encodes it as it is stored. */
export const finishPair = threadFunction(async ({ source, edited, mask, keepSource }: PairToFinish) => {
  const pictures = Promise.all([
    keepSource ? encodeRasterPng(source) : null,
    encodeRasterPng(edited),
    mask && encodeMaskPng(mask),
    encodeRasterWebp(edited, 80),
  ])
  // The encoders have threads of their own, so the comparison runs beside them.
  const scores = score(source, edited, mask)
  const [sourcePng, editedPng, maskPng, thumb] = await pictures
  return { source: sourcePng, edited: editedPng, mask: maskPng, thumb, scores }
})

export type FinishedPair = {
  readonly source: Uint8Array | null
  readonly edited: Uint8Array
  readonly mask: Uint8Array | null
  readonly thumb: Uint8Array
  readonly scores: ReturnType<typeof score>
}
