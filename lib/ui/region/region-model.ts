import type { Mask, Rect } from '@/lib/imaging/raster'
import { encodeGreyPng } from './encode-grey-png'
import { maskOutline, outlinePath } from './mask-outline'
import { readMask } from './read-mask'
import type { DrawnRegion, RegionShape, XY } from './region-shape'

interface Snapshot {
  readonly shape: RegionShape | null
  readonly pixels: ImageData
}

export interface RegionState {
  readonly shape: RegionShape | null
  /** The border as an SVG path. */
  readonly outline: string
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Grows with every change of a pixel, also in the middle of a stroke. */
  readonly version: number
}

const historyLength = 40

export const emptyRegion: RegionState = {
  shape: null,
  outline: '',
  canUndo: false,
  canRedo: false,
  version: 0,
}

/**
 * The mask that is being drawn, opaque inside and clear outside at the frame's size, with how it was made and the way
 * back.
 * Pixels live on a canvas and never in React state; what is rendered is the small `state`.
 */
export class RegionModel {
  readonly canvas: OffscreenCanvas
  private readonly context: OffscreenCanvasRenderingContext2D
  private shape: RegionShape | null = null
  /** A stroke is under way; its border is traced when it ends. */
  drawing = false
  /** On the way to what was drawn before: nobody is told of the steps between, which nobody drew. */
  private loading = false
  private past: Snapshot[] = []
  private future: Snapshot[] = []
  private state = emptyRegion
  private readonly listeners = new Set<() => void>()

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.canvas = new OffscreenCanvas(width, height)
    const context = this.canvas.getContext('2d', { willReadFrequently: true })
    if (!context) throw new Error('This browser gives no 2D canvas.')
    this.context = context
    context.lineCap = context.lineJoin = 'round'
    context.fillStyle = context.strokeStyle = '#fff'
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly current = () => this.state

  setBox(box: Rect) {
    this.replace({ kind: 'box', ...box }, () => this.context.fillRect(box.x, box.y, box.width, box.height))
  }

  setPolygon(points: readonly XY[]) {
    this.replace({ kind: 'polygon', points }, () => {
      this.context.beginPath()
      for (const [x, y] of points) this.context.lineTo(x, y)
      this.context.fill()
    })
  }

  /** The answer to a click or scribble. */
  setSegment(shape: RegionShape & { kind: 'scribble' }, mask: CanvasImageSource) {
    this.replace(shape, () => {
      const pixels = this.context.createImageData(this.width, this.height)
      readMask(mask, this.width, this.height).data.forEach((grey, i) => {
        pixels.data.fill(255, 4 * i, 4 * i + 3)
        pixels.data[4 * i + 3] = grey
      })
      this.context.putImageData(pixels, 0, 0)
    })
  }

  /** What was drawn before this page was opened; there is no way back from it. */
  load(shape: RegionShape, mask: CanvasImageSource | null) {
    this.loading = true
    if (mask) this.setSegment({ kind: 'scribble', foreground: [], background: [] }, mask)
    else if (shape.kind === 'box') this.setBox(shape)
    else if (shape.kind === 'polygon') this.setPolygon(shape.points)
    this.shape = shape
    this.past = []
    this.loading = false
    this.settle()
  }

  /** A stroke of the brush or eraser: begin, any number of lines, settle. */
  beginStroke() {
    this.remember()
    this.shape = { kind: 'brush' }
    this.drawing = true
  }

  strokeLine(from: XY, to: XY, diameter: number, erase: boolean) {
    const { context } = this
    context.globalCompositeOperation = erase ? 'destination-out' : 'source-over'
    context.lineWidth = diameter
    context.beginPath()
    context.moveTo(...from)
    context.lineTo(...to)
    context.stroke()
    context.globalCompositeOperation = 'source-over'
    this.tell({ ...this.state, version: this.state.version + 1 })
  }

  /** Ends a stroke that a second finger turned into a pinch, as if it had not begun. */
  dropStroke() {
    const before = this.past.pop()
    if (before) this.restore(before)
  }

  readonly invert = () => {
    this.remember()
    const { context } = this
    context.globalCompositeOperation = 'xor'
    context.fillRect(0, 0, this.width, this.height)
    context.globalCompositeOperation = 'source-over'
    this.shape = { kind: 'brush' }
    this.settle()
  }

  readonly clear = () => {
    if (!this.shape) return
    this.remember()
    this.wipe()
    this.settle()
  }

  readonly undo = () => this.step(this.past, this.future)
  readonly redo = () => this.step(this.future, this.past)

  /** Recomputes what depends on the pixels after a change is complete. */
  settle() {
    this.drawing = false
    const mask = this.mask()
    if (!mask.data.includes(255)) this.shape = null
    this.tell({
      shape: this.shape,
      outline: this.shape ? outlinePath(maskOutline(mask)) : '',
      canUndo: this.past.length > 0,
      canRedo: this.future.length > 0,
      version: this.state.version + 1,
    })
  }

  region(): DrawnRegion | null {
    if (!this.shape) return null
    const mask = this.mask()
    const inside = mask.data.reduce((count, value) => count + (value ? 1 : 0), 0)
    return {
      shape: this.shape,
      areaFraction: inside / mask.data.length,
      mask: () => mask,
      toPng: () => encodeGreyPng(mask),
    }
  }

  /** The mask without the canvas's smoothing: a pixel is in or out. */
  private mask(): Mask {
    const { width, height } = this
    const rgba = this.context.getImageData(0, 0, width, height).data
    const data = Uint8Array.from({ length: width * height }, (_, i) =>
      (rgba[4 * i + 3] ?? 0) >= 128 ? 255 : 0,
    )
    return { width, height, data }
  }

  private replace(shape: RegionShape, draw: () => void) {
    this.remember()
    this.wipe()
    this.shape = shape
    draw()
    this.settle()
  }

  private wipe() {
    this.context.clearRect(0, 0, this.width, this.height)
    this.shape = null
  }

  private snapshot = (): Snapshot => ({
    shape: this.shape,
    pixels: this.context.getImageData(0, 0, this.width, this.height),
  })

  private remember() {
    this.past = [...this.past, this.snapshot()].slice(-historyLength)
    this.future = []
  }

  private step(from: Snapshot[], to: Snapshot[]) {
    const target = from.pop()
    if (!target) return
    to.push(this.snapshot())
    this.restore(target)
  }

  private restore({ shape, pixels }: Snapshot) {
    this.context.putImageData(pixels, 0, 0)
    this.shape = shape
    this.settle()
  }

  private tell(state: RegionState) {
    this.state = state
    if (this.loading) return
    for (const listener of this.listeners) listener()
  }
}
