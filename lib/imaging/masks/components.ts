import type { Mask } from '../raster'
import { editThreshold } from './combine'

export interface Component {
  /** Extreme pixels of each row: x of the first and the last one, by y. They hold the component's convex hull. */
  readonly top: number
  readonly left: Int32Array
  readonly right: Int32Array
}

/**
 * The outermost 8-connected components of a mask, in scan order: those that `findContours(RETR_EXTERNAL)` of OpenCV
 * finds. A component lying in a hole of another one is none. Plain code, so the browser need not load OpenCV.
 */
export const externalComponents = (mask: Mask): Component[] => {
  const { width, height } = mask
  // A rim of background one pixel wide connects everything outside, also where components touch the border.
  const stride = width + 2
  const cells = new Uint8Array(stride * (height + 2))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((mask.data[y * width + x] as number) > editThreshold) cells[(y + 1) * stride + x + 1] = object
    }
  }
  const stack = new Int32Array(cells.length)
  floodOutside(cells, stride, stack)
  const components: Component[] = []
  for (let at = stride; at < cells.length - stride; at++) {
    // In scan order the first pixel of a component has background above and left of it; the component is
    // outermost exactly if that background is the outside.
    if (cells[at] === object && cells[at - stride] === outside) {
      components.push(takeComponent(cells, stride, at, stack))
    }
  }
  return components
}

const object = 1
const outside = 2
const taken = 3

/** Marks the background that is 4-connected to the rim; what it does not reach lies in holes. */
const floodOutside = (cells: Uint8Array, stride: number, stack: Int32Array) => {
  let depth = 0
  stack[depth++] = 0
  cells[0] = outside
  while (depth > 0) {
    const at = stack[--depth] as number
    const x = at % stride
    for (const next of [at - stride, at + stride, x > 0 ? at - 1 : -1, x < stride - 1 ? at + 1 : -1]) {
      if (cells[next] === 0) {
        cells[next] = outside
        stack[depth++] = next
      }
    }
  }
}

const takeComponent = (cells: Uint8Array, stride: number, first: number, stack: Int32Array): Component => {
  const top = Math.floor(first / stride) - 1
  const left: number[] = []
  const right: number[] = []
  const neighbours = [-stride - 1, -stride, -stride + 1, -1, 1, stride - 1, stride, stride + 1]
  let depth = 0
  stack[depth++] = first
  cells[first] = taken
  while (depth > 0) {
    const at = stack[--depth] as number
    const row = Math.floor(at / stride) - 1 - top
    const x = (at % stride) - 1
    left[row] = Math.min(left[row] ?? x, x)
    right[row] = Math.max(right[row] ?? x, x)
    for (const offset of neighbours) {
      if (cells[at + offset] === object) {
        cells[at + offset] = taken
        stack[depth++] = at + offset
      }
    }
  }
  return { top, left: Int32Array.from(left), right: Int32Array.from(right) }
}

/** How many external contours the mask has; UltraEdit's measure of how scattered a mask is. */
export const countExternalContours = (mask: Mask): number => externalComponents(mask).length
