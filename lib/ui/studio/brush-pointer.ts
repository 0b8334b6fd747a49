import type { Point } from '@/lib/imaging/frame'
import type { ViewControl } from '../compare/view-control'

/**
 * Where the brush is: a ring as large as it marks and a cross for the keyboard. One element that is moved by its
 * transform, since rendering at every movement of a pen would be felt.
 */
export class BrushPointer {
  private element: HTMLElement | null = null
  private at: Point
  private radius = 0
  private shown = false
  /** The keyboard holds it: it stays where it is put, and is always seen. */
  private byKeyboard = false

  constructor(
    private readonly control: ViewControl,
    private readonly width: number,
    private readonly height: number,
  ) {
    this.at = { x: width / 2, y: height / 2 }
  }

  readonly attach = (element: HTMLElement | null) => {
    this.element = element
    this.draw()
  }

  position(): Point {
    return this.at
  }

  setRadius(radius: number) {
    this.radius = radius
    this.draw()
  }

  /** Follows the mouse; a finger hides what it points at anyway. */
  follow(event: { clientX: number; clientY: number; pointerType: string }) {
    this.at = this.control.pictureAt(event)
    this.shown = event.pointerType !== 'touch'
    this.byKeyboard = false
    this.draw()
  }

  leave() {
    if (!this.byKeyboard) this.shown = false
    this.draw()
  }

  /** By pixels of the mask, inside of it. */
  step(dx: number, dy: number): Point {
    const { x, y } = this.at
    return this.put({ x: x + dx, y: y + dy })
  }

  put({ x, y }: Point): Point {
    this.at = { x: Math.min(Math.max(x, 0), this.width), y: Math.min(Math.max(y, 0), this.height) }
    this.shown = true
    this.byKeyboard = true
    this.draw()
    return this.at
  }

  readonly draw = () => {
    const { element } = this
    if (!element) return
    const size = 2 * this.radius * this.control.scale()
    element.dataset.keyboard = String(this.byKeyboard)
    element.style.visibility = this.shown ? 'visible' : 'hidden'
    element.style.width = `${size}px`
    element.style.height = `${size}px`
    element.style.transform = `translate(calc(var(--x) + ${this.at.x}px * var(--s) - 50%), calc(var(--y) + ${this.at.y}px * var(--s) - 50%))`
  }
}
