import { packBytes, readPacked } from './pack-bytes'
import { type TileBefore, type TiledMask, tileSide } from './tiled-mask'

/** One step: per tile the packed exclusive-or of before and after, which leads both ways. */
type Step = ReadonlyMap<number, Uint8Array>

/**
 * Undo and redo without a limit: a step keeps what differs, and run lengths of that. A brush stroke costs a few hundred
 * bytes, so ten thousand of them cost a few megabytes.
 */
export class TileHistory {
  private readonly past: Step[] = []
  private future: Step[] = []
  /** Of all steps, in bytes. */
  size = 0

  get canUndo(): boolean {
    return this.past.length > 0
  }

  get canRedo(): boolean {
    return this.future.length > 0
  }

  get length(): number {
    return this.past.length
  }

  /** Records what was written since the last time; returns whether anything differs. */
  record(mask: TiledMask): boolean {
    const step = new Map<number, Uint8Array>()
    for (const [index, before] of mask.takeChange()) {
      const packed = difference(before, mask.tile(index))
      if (packed) step.set(index, packed)
      // A tile that was wiped clean need not stay.
      mask.put(index, mask.tile(index))
    }
    if (step.size === 0) return false
    for (const old of this.future) this.size -= sizeOf(old)
    this.future = []
    this.past.push(step)
    this.size += sizeOf(step)
    return true
  }

  /** Returns the tiles that changed. */
  undo(mask: TiledMask): number[] {
    return walk(mask, this.past, this.future)
  }

  redo(mask: TiledMask): number[] {
    return walk(mask, this.future, this.past)
  }
}

const sizeOf = (step: Step) => [...step.values()].reduce((sum, packed) => sum + packed.length, 0)

const walk = (mask: TiledMask, from: Step[], to: Step[]): number[] => {
  const step = from.pop()
  if (!step) return []
  for (const [index, packed] of step) mask.put(index, applied(mask.tile(index), packed))
  to.push(step)
  return [...step.keys()]
}

const difference = (before: TileBefore, after: TileBefore): Uint8Array | null => {
  const xor = new Uint8Array(tileSide * tileSide)
  let differs = false
  for (let i = 0; i < xor.length; i++) {
    const value = (before?.[i] ?? 0) ^ (after?.[i] ?? 0)
    if (value === 0) continue
    xor[i] = value
    differs = true
  }
  return differs ? packBytes(xor) : null
}

const applied = (tile: TileBefore, packed: Uint8Array): Uint8Array => {
  const result = tile ? tile.slice() : new Uint8Array(tileSide * tileSide)
  readPacked(packed, (at, length, value) => {
    if (value === 0) return
    for (let i = 0; i < length; i++)
      result[at + i] = (result[at + i] as number) ^ (typeof value === 'number' ? value : (value[i] as number))
  })
  return result
}
