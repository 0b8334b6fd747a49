import type { Rect } from '../../raster'
import { editThreshold } from '../combine'
import { applyOperation, type MaskOperation } from './apply-operation'
import { packBytes, unpackBytes } from './pack-bytes'
import { type Brush, type Dab, paintBetween } from './paint'
import { TileHistory } from './tile-history'
import { TiledMask, tileSide } from './tiled-mask'

export interface SessionState {
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Steps that led here. */
  readonly steps: number
  /** Pixels that an engine will take as marked, and all there are. */
  readonly marked: number
  readonly pixels: number
  /** Engines that marked some of it and weren't undone. */
  readonly engines: readonly string[]
}

/** What a crash must not take: the tiles, each packed. */
export interface MaskDraft {
  readonly width: number
  readonly height: number
  readonly tiles: readonly (readonly [index: number, packed: Uint8Array<ArrayBuffer>])[]
  readonly engines: readonly string[]
}

/** One person at one mask: painting in strokes, operations, and the way back. Each returns what may look otherwise. */
export class MaskSession {
  readonly mask: TiledMask
  private readonly history = new TileHistory()
  private readonly counts = new Map<number, number>()
  private engineSteps: { readonly step: number; readonly engine: string }[] = []
  private last: Dab | null = null

  constructor(width: number, height: number) {
    this.mask = new TiledMask(width, height)
  }

  /** Begins or goes on with a stroke. */
  paint(dabs: readonly Dab[], brush: Brush): Rect {
    let changed: Rect | null = null
    for (const dab of dabs) {
      changed = around(changed, paintBetween(this.mask, this.last ?? dab, dab, brush))
      this.last = dab
    }
    return changed ?? nowhere
  }

  /** Ends the stroke, which becomes one step; returns whether it changed anything. */
  endStroke(): boolean {
    this.last = null
    return this.record()
  }

  /** Takes the unfinished stroke back: a second finger came down, and this is a pinch. */
  dropStroke(): Rect {
    this.last = null
    return this.rectOf(this.mask.revert())
  }

  get isPainting(): boolean {
    return this.last !== null
  }

  /** Returns whether anything changed. `engine` is who found the mask, if it wasn't a hand. */
  apply(operation: MaskOperation, engine?: string): boolean {
    applyOperation(this.mask, operation)
    const changed = this.record()
    if (changed && engine) this.engineSteps.push({ step: this.history.length, engine })
    return changed
  }

  undo(): Rect {
    return this.recount(this.history.undo(this.mask))
  }

  redo(): Rect {
    return this.recount(this.history.redo(this.mask))
  }

  state(): SessionState {
    let marked = 0
    for (const count of this.counts.values()) marked += count
    const { canUndo, canRedo, length } = this.history
    return {
      canUndo,
      canRedo,
      steps: length,
      marked,
      pixels: this.mask.width * this.mask.height,
      engines: this.engines(),
    }
  }

  /** Sets what the session starts from, which isn't a step: the mask of the version that is gone on with. */
  begin(load: (mask: TiledMask) => void) {
    load(this.mask)
    this.recount(this.mask.takeChange().keys())
  }

  draft(): MaskDraft {
    const tiles = [...this.mask.tileIndices()].map(
      (index) => [index, packBytes(this.mask.tile(index) ?? new Uint8Array())] as const,
    )
    return { width: this.mask.width, height: this.mask.height, tiles, engines: this.engines() }
  }

  /** Goes on with a draft, as one step: undoing it gives what the session began with. */
  restore(draft: MaskDraft): boolean {
    if (draft.width !== this.mask.width || draft.height !== this.mask.height) return false
    const drawn = new Map(draft.tiles)
    for (const index of new Set([...this.mask.tileIndices(), ...drawn.keys()])) {
      const tile = this.mask.touch(index).fill(0)
      const packed = drawn.get(index)
      if (packed) unpackBytes(packed, tile)
    }
    const changed = this.record()
    if (changed)
      for (const engine of draft.engines) this.engineSteps.push({ step: this.history.length, engine })
    return changed
  }

  private engines(): string[] {
    const undone = this.history.length
    return [...new Set(this.engineSteps.filter(({ step }) => step <= undone).map(({ engine }) => engine))]
  }

  private record(): boolean {
    const before = this.history.length
    const touched = this.mask.touched()
    const changed = this.history.record(this.mask)
    // What was undone can't come back, nor can the engines that made it.
    if (changed) this.engineSteps = this.engineSteps.filter(({ step }) => step <= before)
    this.recount(touched)
    return changed
  }

  private recount(indices: Iterable<number>): Rect {
    const touched = [...indices]
    for (const index of touched) {
      let count = 0
      const tile = this.mask.tile(index)
      if (tile) for (let i = 0; i < tileSide * tileSide; i++) if ((tile[i] as number) > editThreshold) count++
      this.counts.set(index, count)
    }
    return this.rectOf(touched)
  }

  private rectOf(indices: readonly number[]): Rect {
    return (
      indices.reduce<Rect | null>((all, index) => around(all, this.mask.tileRect(index)), null) ?? nowhere
    )
  }
}

const nowhere: Rect = { x: 0, y: 0, width: 0, height: 0 }

/** The smallest rectangle round both. */
export const around = (a: Rect | null, b: Rect): Rect => {
  if (!a || a.width === 0 || a.height === 0) return b
  if (b.width === 0 || b.height === 0) return a
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  }
}
