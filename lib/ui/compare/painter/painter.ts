import type { Size } from '../view'

/** Which part of a picture is shown, by its mask. */
export type Only = 'all' | 'inside' | 'outside'

/** In device pixels, from the top left. */
export interface PaneRect extends Size {
  readonly x: number
  readonly y: number
}

/** One pane with one picture, or with two of which one shows. */
export interface Draw {
  readonly pane: PaneRect
  /** Of the picture's frame, which its pixels fill whatever their number. */
  readonly size: Size
  /** Device pixels a pixel of the frame, and where its corner lies in the pane, in device pixels. */
  readonly scale: number
  readonly offset: { readonly x: number; readonly y: number }
  /** Pixels as squares rather than blended. */
  readonly pixels: boolean
  readonly kind: 'picture' | 'slider' | 'difference' | 'target'
  readonly first: ImageBitmap
  /** Of a slider and a difference. */
  readonly second: ImageBitmap | null
  readonly mask: ImageBitmap | null
  /** A slider's line, in device pixels from the pane's left. */
  readonly cut: number
  readonly only: Only
  /** How opaque the mask lies over the picture, 0–1. */
  readonly overlay: number
  readonly outline: boolean
  /** The least difference that is heated, 0–1 of a channel. */
  readonly threshold: number
  /** A loupe: only what lies in this circle of the pane is drawn. */
  readonly circle: { readonly x: number; readonly y: number; readonly radius: number } | null
}

export interface Painter {
  /** Whether masks, thresholds and the heat map are drawn; a painter without shaders shows plain pictures. */
  readonly shades: boolean
  /** Whether it draws the mask's border itself; else somebody else must. */
  readonly outlines: boolean
  /** Draws a whole frame onto a canvas of this many device pixels. */
  paint(canvas: Size, draws: readonly Draw[], devicePixelRatio: number): void
  /**
   * Frees the pictures that are not listed, and hands one of the others over to the graphics card before it is shown.
   * True while more are left: one a frame, since each takes some milliseconds.
   */
  keep(pictures: ReadonlySet<ImageBitmap>): boolean
  close(): void
}
