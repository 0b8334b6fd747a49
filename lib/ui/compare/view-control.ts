import {
  carryView,
  clampView,
  fitScale,
  fitView,
  fullScale,
  type Grid,
  offsetOf,
  oneGrid,
  type Point,
  panBy,
  pictureAt,
  type Size,
  showsPixels,
  type View,
  zoomAt,
} from './view'

const wheelSpeed = 0.0015
const tapMs = 300
const tapPx = 8

/** What is done with a drag of one pointer, in the picture's pixels. A second finger cancels it and pinches. */
export interface Drag {
  readonly move: (at: Point, event: PointerEvent) => void
  readonly end?: () => void
  readonly cancel?: () => void
  /** A press without a move still counts towards a double click. */
  readonly tapsToo?: boolean
}

/** Takes a drag that begins on the picture, or leaves it (null) to move the picture. */
export type TakeDrag = (at: Point, event: PointerEvent) => Drag | null

/**
 * Zoom and pan of one or more panes that show the same picture. It writes CSS variables on the stage (--s scale,
 * --x --y corner, --w --h size on screen) instead of rendering, so that a drag costs one style recalculation:
 * every pane under the stage follows in the same frame.
 */
export class ViewControl {
  private stage: HTMLElement | null = null
  private picture: Size = { width: 1, height: 1 }
  private grid = oneGrid
  private view: View = { scale: 1, centre: { x: 0, y: 0 } }
  private fitted = true
  private readonly pointers = new Map<number, Point>()
  private readonly listeners = new Set<() => void>()
  private moved = 0
  private lastTap = { time: 0, x: 0, y: 0 }
  private drag: Drag | null = null
  /** Set by what draws on the picture. */
  takeDrag: TakeDrag = () => null

  /** Starts to listen on the stage; returns the way to stop. */
  attach(stage: HTMLElement): () => void {
    this.stage = stage
    const abort = new AbortController()
    const { signal } = abort
    stage.addEventListener('wheel', this.onWheel, { passive: false, signal })
    stage.addEventListener('pointerdown', this.onDown, { signal })
    stage.addEventListener('pointermove', this.onMove, { signal })
    for (const end of ['pointerup', 'pointercancel'] as const)
      stage.addEventListener(end, this.onUp, { signal })
    const resize = new ResizeObserver(() =>
      this.show(this.fitted ? fitView(this.pane(), this.picture) : this.view),
    )
    resize.observe(stage)
    return () => {
      abort.abort()
      resize.disconnect()
      this.stage = null
      this.pointers.clear()
    }
  }

  /** Says what is shown. What was fitted is fitted anew; else scale and place stay, in a picture of another size too. */
  setUp(picture: Size, grid: Grid) {
    const view = carryView(this.view, this.picture, picture)
    this.picture = picture
    this.grid = grid
    this.show(this.fitted ? fitView(this.pane(), picture) : view)
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly scale = () => this.view.scale

  /** Where the picture's corner lies in every pane, in CSS pixels, as it is drawn. */
  readonly corner = (): Point => {
    const { x, y } = offsetOf(this.view, this.pane())
    // Whole device pixels: a part of one would blur the picture at 1:1.
    const whole = (value: number) => Math.round(value * devicePixelRatio) / devicePixelRatio
    return { x: whole(x), y: whole(y) }
  }

  readonly isFitted = () => this.fitted

  readonly fit = () => {
    this.fitted = true
    this.show(fitView(this.pane(), this.picture))
  }

  readonly full = (at = this.middle()) => this.zoomTo(fullScale(devicePixelRatio), at)
  readonly zoomIn = () => this.zoomTo(this.view.scale * 1.25, this.middle())
  readonly zoomOut = () => this.zoomTo(this.view.scale / 1.25, this.middle())

  /** By shares of the pane. */
  readonly pan = (dx: number, dy: number) => {
    const { width, height } = this.pane()
    this.fitted = false
    this.show(panBy(this.view, dx * width, dy * height))
  }

  /** The picture's pixel under an event, unclamped. */
  pictureAt(event: { clientX: number; clientY: number }): Point {
    return pictureAt(this.view, this.pane(), this.inPane(event))
  }

  private zoomTo(scale: number, at: Point) {
    const pane = this.pane()
    const next = clampView(zoomAt(this.view, pane, at, scale), pane, this.picture)
    this.fitted = Math.abs(next.scale - fitScale(pane, this.picture)) < 1e-6
    this.show(next)
  }

  private pane(): Size {
    const { columns, rows } = this.grid
    return {
      width: Math.max(1, (this.stage?.clientWidth ?? 1) / columns),
      height: Math.max(1, (this.stage?.clientHeight ?? 1) / rows),
    }
  }

  /** Of a pane, in CSS pixels. */
  middle(): Point {
    const { width, height } = this.pane()
    return { x: width / 2, y: height / 2 }
  }

  /** A point of the stage in its pane's CSS pixels. */
  inPane(event: { clientX: number; clientY: number }): Point {
    const box = this.stage?.getBoundingClientRect()
    const { width, height } = this.pane()
    return {
      x: (event.clientX - (box?.left ?? 0)) % width,
      y: (event.clientY - (box?.top ?? 0)) % height,
    }
  }

  private show(view: View) {
    if (!this.stage) return
    const pane = this.pane()
    this.view = clampView(view, pane, this.picture)
    const { scale } = this.view
    const { x, y } = this.corner()
    const { style, dataset } = this.stage
    style.setProperty('--x', `${x}px`)
    style.setProperty('--y', `${y}px`)
    style.setProperty('--s', String(scale))
    style.setProperty('--w', `${this.picture.width * scale}px`)
    style.setProperty('--h', `${this.picture.height * scale}px`)
    dataset.pixels = String(showsPixels(scale, devicePixelRatio))
    for (const listener of this.listeners) listener()
  }

  private readonly onWheel = (event: WheelEvent) => {
    event.preventDefault()
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1
    // A pinch on a trackpad arrives as a wheel with Control and small steps.
    const speed = event.ctrlKey ? wheelSpeed * 6 : wheelSpeed
    this.zoomTo(this.view.scale * Math.exp(-event.deltaY * lines * speed), this.inPane(event))
  }

  private readonly onDown = (event: PointerEvent) => {
    if (event.target instanceof Element && event.target.closest('button, input, label, [role="slider"]'))
      return
    if (event.button !== 0 && event.button !== 1) return
    if (this.pointers.size === 0) {
      this.moved = 0
      this.drag = event.button === 0 ? this.takeDrag(this.pictureAt(event), event) : null
    } else {
      this.drag?.cancel?.()
      this.drag = null
    }
    // Keeps the middle button from scrolling and a press from selecting text; the stage still takes the focus.
    event.preventDefault()
    this.stage?.focus({ preventScroll: true, focusVisible: false })
    this.stage?.setPointerCapture(event.pointerId)
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY })
  }

  private readonly onMove = (event: PointerEvent) => {
    const before = this.pointers.get(event.pointerId)
    if (!before) return
    const now = { x: event.clientX, y: event.clientY }
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1]
    this.pointers.set(event.pointerId, now)
    this.moved += Math.hypot(now.x - before.x, now.y - before.y)
    if (this.drag) {
      // A fast pen makes several points a frame; all of them belong to the stroke.
      const all = event.getCoalescedEvents()
      for (const one of all.length > 0 ? all : [event]) this.drag.move(this.pictureAt(one), event)
      return
    }
    if (!other) {
      if (!this.fitted) this.show(panBy(this.view, now.x - before.x, now.y - before.y))
      return
    }
    const distance = (p: Point) => Math.hypot(p.x - other.x, p.y - other.y)
    const centre = { clientX: (now.x + other.x) / 2, clientY: (now.y + other.y) / 2 }
    this.show(panBy(this.view, (now.x - before.x) / 2, (now.y - before.y) / 2))
    this.zoomTo((this.view.scale * distance(now)) / Math.max(1, distance(before)), this.inPane(centre))
  }

  private readonly onUp = (event: PointerEvent) => {
    if (!this.pointers.delete(event.pointerId)) return
    const { drag } = this
    this.drag = null
    const cancelled = event.type === 'pointercancel'
    if (cancelled) drag?.cancel?.()
    else drag?.end?.()
    if (cancelled || this.moved > tapPx || (drag && !drag.tapsToo)) return
    const { time, x, y } = this.lastTap
    const near = Math.hypot(event.clientX - x, event.clientY - y) < 3 * tapPx
    if (near && event.timeStamp - time < tapMs) {
      this.fitted ? this.full(this.inPane(event)) : this.fit()
      this.lastTap = { time: 0, x: 0, y: 0 }
    } else this.lastTap = { time: event.timeStamp, x: event.clientX, y: event.clientY }
  }
}
