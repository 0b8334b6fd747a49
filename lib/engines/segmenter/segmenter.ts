import type { EngineIdentity } from '@/lib/engines/identity'
import type { Point } from '@/lib/imaging/frame'
import type { Stroke } from '@/lib/imaging/masks/strokes'
import type { Mask, Raster, Rect } from '@/lib/imaging/raster'

/** What a person (or an instruction's object) points at, in pixels of the picture. */
export type SegmentPrompt =
  | { readonly kind: 'box'; readonly box: Rect }
  | {
      readonly kind: 'points'
      readonly points: readonly (Point & { readonly on: boolean })[]
      readonly box?: Rect
    }
  /** Strokes with mode `add` lie on the object, `erase` on what is not the object. */
  | { readonly kind: 'scribble'; readonly strokes: readonly Stroke[]; readonly box?: Rect }
  /** A labelled region drawn by hand passes through as it is. */
  | { readonly kind: 'polygon'; readonly rings: readonly (readonly Point[])[] }
  /** The object by its name: among `regions`, or found by a model. */
  | { readonly kind: 'label'; readonly label: string; readonly regions: readonly LabelledRegion[] }

export type SegmentPromptKind = SegmentPrompt['kind']

export interface LabelledRegion {
  readonly label: string
  readonly rings: readonly (readonly Point[])[]
}

export interface SegmentRequest {
  readonly image: Raster
  readonly prompt: SegmentPrompt
  /** uint32; the same request gives the same mask. */
  readonly seed: number
}

export interface Segmentation {
  /** Fine mask of the picture's size, 0 or 255. */
  readonly mask: Mask
  /** What was segmented, for the box mask: the boxes of the prompt or of the detector, else of the mask. */
  readonly boxes: readonly Rect[]
  readonly elapsedMs: number
}

/**
 * Makes a fine mask from a hint. Throws `ExemplarError`: `bad-input` (the hint lies outside the picture or marks
 * nothing), `refused` (nothing was found there; says what to try), `unsupported` (a kind of prompt it does not take).
 */
export interface Segmenter {
  readonly identity: EngineIdentity
  readonly prompts: readonly SegmentPromptKind[]
  /** Loads what the first request would otherwise wait for. */
  warmUp(): Promise<void>
  segment(request: SegmentRequest, signal?: AbortSignal): Promise<Segmentation>
}
