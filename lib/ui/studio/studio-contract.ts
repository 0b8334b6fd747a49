import type { Rect } from '@/lib/imaging/raster'

/** What a mask is drawn on, and in whose pixels: the frame's. Up to 24 megapixels. */
export interface StudioImage {
  readonly url: string
  readonly alt: string
  readonly width: number
  readonly height: number
}

/** A mask as it travels: compressed COCO run lengths of what engines take as marked, `size` is [height, width]. */
export interface StudioMask {
  readonly rle: { readonly size: [height: number, width: number]; readonly counts: string }
  /** Share of the image that is marked, above 0 and below 1. */
  readonly areaFraction: number
  readonly bounds: Rect
  /** Engines that marked some of it, as `segmenter/grabcut`; empty when only hands did. */
  readonly engines: readonly string[]
}

/** An earlier mask of the same image and size, to look at or to copy from. */
export interface StudioVersion {
  readonly id: string
  /** As `coffee v3`. */
  readonly name: string
  /** Who or what made it, and when, in words. */
  readonly by: string
  /** A grey PNG of the image's size; null while it is being made, or when it was refused. */
  readonly maskUrl: string | null
  readonly current?: boolean
}

/** Marks on what is meant (`add`) and on what isn't (`erase`), in pixels of the image. */
export interface SegmentHint {
  readonly strokes: readonly {
    readonly mode: 'add' | 'erase'
    readonly radius: number
    readonly points: readonly { readonly x: number; readonly y: number }[]
  }[]
  readonly box?: Rect
}

/** A found mask: 0 or 255 a pixel, with its corner at `at`; nothing is marked beyond it. */
export interface SegmentFound {
  readonly engine: string
  readonly at: { readonly x: number; readonly y: number }
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** Finds what a hint points at. The studio's own runs GrabCut in a worker of the browser. */
export type SegmentAt = (hint: SegmentHint, signal: AbortSignal) => Promise<SegmentFound>

export interface MaskStudioProps {
  image: StudioImage
  /** The mask to go on with, as a grey PNG of the image's size. Read when the studio opens: give it a `key` per image. */
  initial?: string | null | undefined
  versions?: readonly StudioVersion[] | undefined
  /** Names the draft that survives a crash: project, region and person. Without it there is none. */
  draftKey?: string | undefined
  /** Refuses by throwing; what it throws is shown and the drawing stays. */
  onSave: (mask: StudioMask) => Promise<void>
  onCancel?: (() => void) | undefined
  /** Takes the place of the browser's own GrabCut. */
  segment?: SegmentAt | undefined
  className?: string | undefined
}
