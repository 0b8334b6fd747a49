import type { Point } from '@/lib/imaging/frame'
import type { Brush } from '@/lib/imaging/masks/tiles/paint'
import type { StudioClient } from './studio-client'

/** Collects a stroke's points and sends those of a frame at once: the page's thread does no more than that. */
export class StrokeFeed {
  private points: number[] = []
  private frame = 0
  private brush: Brush = { hardness: 1, erase: false }
  private ends: Point | null = null

  constructor(private readonly client: StudioClient) {}

  /** Where the last stroke ended: a straight line goes on from there. */
  lastEnd(): Point | null {
    return this.ends
  }

  begin(brush: Brush) {
    this.brush = brush
  }

  add({ x, y }: Point, radius: number) {
    this.points.push(x, y, radius)
    this.ends = { x, y }
    if (this.frame === 0) this.frame = requestAnimationFrame(this.send)
  }

  end() {
    this.send()
    this.client.endStroke()
  }

  drop() {
    this.points = []
    this.send()
    this.client.dropStroke()
  }

  private readonly send = () => {
    cancelAnimationFrame(this.frame)
    this.frame = 0
    if (this.points.length === 0) return
    this.client.paint(Float32Array.from(this.points), this.brush)
    this.points = []
  }
}
