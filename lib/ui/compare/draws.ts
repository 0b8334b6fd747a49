import type { CompareSettings } from './compare-settings'
import type { Draw, PaneRect } from './painter/painter'
import type { Pane } from './panes'
import { type Grid, type Point, type Size, showsPixels } from './view'

interface Viewport {
  /** The stage in CSS pixels. */
  readonly stage: Size
  readonly grid: Grid
  readonly devicePixelRatio: number
  /** CSS pixels a pixel of the frame, and where its corner lies in every pane. */
  readonly scale: number
  readonly corner: Point
  /** Where the loupe is, in every pane's CSS pixels. */
  readonly loupe: Point | null
}

const loupeRadius = 110
/** A loupe shows at least this much more than the pane, in whole device pixels a pixel. */
const loupeZoom = 3

type BitmapOf = (url: string | null | undefined) => ImageBitmap | null

/** All that a frame draws; panes whose pictures are not there yet stay empty, rather than show older ones. */
export function drawsOf(
  panes: readonly Pane[],
  frame: Size,
  mask: string | null | undefined,
  view: Viewport,
  settings: CompareSettings,
  bitmapOf: BitmapOf,
): Draw[] {
  const { grid, stage, scale, corner, devicePixelRatio: ratio } = view
  return panes.flatMap((pane, index) => {
    const first = bitmapOf(pane.first.url)
    const second = pane.second ? bitmapOf(pane.second.url) : null
    if (!first || (pane.second && !second)) return []
    const rect = rectOf(stage, grid, index, ratio)
    const draw: Draw = {
      pane: rect,
      size: frame,
      scale: scale * ratio,
      offset: { x: corner.x * ratio, y: corner.y * ratio },
      pixels: showsPixels(scale, ratio),
      kind: pane.kind,
      first,
      second,
      mask: bitmapOf(mask),
      cut: settings.cut * rect.width,
      only: settings.only,
      overlay: settings.overlay,
      outline: settings.outline,
      threshold: settings.threshold / 255,
      circle: null,
    }
    return view.loupe ? [draw, ...loupesOf(draw, view.loupe, ratio)] : [draw]
  })
}

/** The pane's part of the canvas; whole device pixels without gaps. */
const rectOf = (stage: Size, { columns, rows }: Grid, index: number, ratio: number): PaneRect => {
  const edge = (length: number, at: number, of: number) => Math.round((length * ratio * at) / of)
  const column = index % columns
  const row = Math.floor(index / columns)
  const x = edge(stage.width, column, columns)
  const y = edge(stage.height, row, rows)
  return {
    x,
    y,
    width: edge(stage.width, column + 1, columns) - x,
    height: edge(stage.height, row + 1, rows) - y,
  }
}

/** The same spot of the picture enlarged: one circle under the pointer, or one for each of two beside it. */
const loupesOf = (draw: Draw, loupe: Point, ratio: number): Draw[] => {
  const scale = Math.max(2, Math.round(draw.scale * loupeZoom))
  const at = { x: loupe.x * ratio, y: loupe.y * ratio }
  const under = { x: (at.x - draw.offset.x) / draw.scale, y: (at.y - draw.offset.y) / draw.scale }
  const radius = Math.min(loupeRadius * ratio, draw.pane.width / (draw.second ? 4 : 2))
  const circleAt = (x: number, picture: ImageBitmap): Draw => ({
    ...draw,
    kind: draw.kind === 'target' ? 'target' : 'picture',
    first: picture,
    second: null,
    scale,
    offset: { x: Math.round(x - under.x * scale), y: Math.round(at.y - under.y * scale) },
    pixels: true,
    only: 'all',
    circle: { x, y: at.y, radius },
  })
  if (!draw.second) return [circleAt(at.x, draw.first)]
  return [circleAt(at.x - radius, draw.first), circleAt(at.x + radius, draw.second)]
}
