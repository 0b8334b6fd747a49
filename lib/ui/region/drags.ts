import type { Drag } from '../compare/view-control'
import type { RegionModel } from './region-model'
import { boxBetween, moveBox, type XY } from './region-shape'

/** Draws a new box, or takes hold of the one that is there: a corner resizes it, its middle moves it. */
export function boxDrag(
  model: RegionModel,
  at: XY,
  reach: number,
  preview: (box: BoxPreview | null) => void,
): Drag {
  const { shape } = model.current()
  const { width, height } = model
  let draw = (to: XY) => boxBetween(at, to, width, height)
  if (shape?.kind === 'box') {
    const right = shape.x + shape.width
    const bottom = shape.y + shape.height
    const isNear = (x: number, y: number) => Math.hypot(at[0] - x, at[1] - y) <= reach
    const corners: [XY, XY][] = [
      [
        [shape.x, shape.y],
        [right, bottom],
      ],
      [
        [right, shape.y],
        [shape.x, bottom],
      ],
      [
        [shape.x, bottom],
        [right, shape.y],
      ],
      [
        [right, bottom],
        [shape.x, shape.y],
      ],
    ]
    const held = corners.find(([[x, y]]) => isNear(x, y))
    const isInside = at[0] > shape.x && at[0] < right && at[1] > shape.y && at[1] < bottom
    if (held) draw = (to) => boxBetween(held[1], to, width, height)
    else if (isInside) draw = (to) => moveBox(shape, to[0] - at[0], to[1] - at[1], width, height)
  }
  let box: BoxPreview | null = null
  return {
    move: ({ x, y }) => {
      box = draw([x, y])
      preview(box)
    },
    end: () => {
      preview(null)
      if (box) model.setBox(box)
    },
    cancel: () => preview(null),
  }
}

export type BoxPreview = ReturnType<typeof boxBetween>

export function brushDrag(model: RegionModel, at: XY, diameter: number, erase: boolean): Drag {
  let last = at
  model.beginStroke()
  model.strokeLine(at, at, diameter, erase)
  return {
    move: ({ x, y }) => {
      model.strokeLine(last, [x, y], diameter, erase)
      last = [x, y]
    },
    end: () => model.settle(),
    cancel: () => model.dropStroke(),
  }
}

/** Collects a stroke; shorter than a few pixels it is a click. */
export function strokeDrag(
  at: XY,
  preview: (points: readonly XY[]) => void,
  end: (points: readonly XY[]) => void,
): Drag {
  const points: XY[] = [at]
  return {
    move: ({ x, y }) => {
      const [lastX, lastY] = points.at(-1) ?? at
      if (Math.hypot(x - lastX, y - lastY) < 2) return
      points.push([Math.round(x * 10) / 10, Math.round(y * 10) / 10])
      preview([...points])
    },
    end: () => end(points),
    cancel: () => preview([]),
  }
}
