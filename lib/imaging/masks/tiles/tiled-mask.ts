import { createMask, type Mask, type Rect } from '../../raster'

export const tileSide = 256
const tileArea = tileSide * tileSide

/** What a tile was before the present change; undefined: all zero and not allocated. */
export type TileBefore = Uint8Array | undefined

/**
 * A grey mask in tiles of 256 × 256, of which only those that hold something are allocated: on a 24-megapixel picture
 * a brush stroke touches a handful of them. Pixels of a rim tile beyond the picture stay 0.
 *
 * Every write goes through `touch`, which keeps the tile as it was until `takeChange` (into the history) or `revert`.
 */
export class TiledMask {
  readonly columns: number
  readonly rows: number
  private readonly tiles = new Map<number, Uint8Array>()
  private change = new Map<number, TileBefore>()

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.columns = Math.ceil(width / tileSide)
    this.rows = Math.ceil(height / tileSide)
  }

  /** The 256 × 256 values of a tile, to read; undefined: all zero. `index` is row · columns + column. */
  tile(index: number): Uint8Array | undefined {
    return this.tiles.get(index)
  }

  tileIndices(): Iterable<number> {
    return this.tiles.keys()
  }

  tileRect(index: number): Rect {
    const x = (index % this.columns) * tileSide
    const y = Math.floor(index / this.columns) * tileSide
    return { x, y, width: Math.min(tileSide, this.width - x), height: Math.min(tileSide, this.height - y) }
  }

  /** The tiles that a rectangle meets. */
  *tilesIn(rect: Rect): Generator<number> {
    const { x, y, width, height } = this.clip(rect)
    if (width <= 0 || height <= 0) return
    for (let row = Math.floor(y / tileSide); row <= Math.floor((y + height - 1) / tileSide); row++)
      for (let column = Math.floor(x / tileSide); column <= Math.floor((x + width - 1) / tileSide); column++)
        yield row * this.columns + column
  }

  /** The tile to write to, allocated if need be. */
  touch(index: number): Uint8Array {
    const tile = this.tiles.get(index)
    if (this.change.has(index) && tile) return tile
    if (!this.change.has(index)) this.change.set(index, tile)
    const own = tile ? tile.slice() : new Uint8Array(tileArea)
    this.tiles.set(index, own)
    return own
  }

  /** The tiles written since the last `takeChange`. */
  touched(): number[] {
    return [...this.change.keys()]
  }

  /** The tiles written since the last call, as they were before. */
  takeChange(): ReadonlyMap<number, TileBefore> {
    const { change } = this
    this.change = new Map()
    return change
  }

  /** Takes back what was written since the last `takeChange`; returns the tiles. */
  revert(): number[] {
    const { change } = this
    this.change = new Map()
    for (const [index, before] of change) this.put(index, before)
    return [...change.keys()]
  }

  /** Sets a tile without a change to record: for the history and for loading. Empty ones are let go. */
  put(index: number, tile: TileBefore) {
    if (tile?.some((value) => value !== 0)) this.tiles.set(index, tile)
    else this.tiles.delete(index)
  }

  valueAt(x: number, y: number): number {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return 0
    const tile = this.tiles.get(Math.floor(y / tileSide) * this.columns + Math.floor(x / tileSide))
    return tile?.[(y % tileSide) * tileSide + (x % tileSide)] ?? 0
  }

  clip({ x, y, width, height }: Rect): Rect {
    const left = Math.max(0, Math.floor(x))
    const top = Math.max(0, Math.floor(y))
    const right = Math.min(this.width, Math.ceil(x + width))
    const bottom = Math.min(this.height, Math.ceil(y + height))
    return { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) }
  }

  /** Copies a rectangle inside the picture, row by row. */
  read(rect: Rect): Mask {
    const mask = createMask(rect.width, rect.height)
    this.eachRow(rect, (index, from, to, length) => {
      const tile = this.tiles.get(index)
      if (tile) mask.data.set(tile.subarray(from, from + length), to)
    })
    return mask
  }

  /** Writes a mask at a place inside the picture; tiles that would stay as they are aren't touched. */
  write(at: { readonly x: number; readonly y: number }, mask: Mask) {
    const rect = { x: at.x, y: at.y, width: mask.width, height: mask.height }
    this.eachRow(rect, (index, from, to, length) => {
      const values = mask.data.subarray(to, to + length)
      const tile = this.tiles.get(index)
      const differs = tile
        ? values.some((value, i) => value !== tile[from + i])
        : values.some((value) => value !== 0)
      if (differs) this.touch(index).set(values, from)
    })
  }

  /** The smallest rectangle round all values above `threshold`, or null. */
  bounds(threshold = 0): Rect | null {
    let [x0, y0, x1, y1] = [this.width, this.height, -1, -1]
    for (const [index, tile] of this.tiles) {
      const rect = this.tileRect(index)
      for (let y = 0; y < rect.height; y++) {
        for (let x = 0; x < rect.width; x++) {
          if ((tile[y * tileSide + x] as number) <= threshold) continue
          x0 = Math.min(x0, rect.x + x)
          x1 = Math.max(x1, rect.x + x)
          y0 = Math.min(y0, rect.y + y)
          y1 = Math.max(y1, rect.y + y)
        }
      }
    }
    return x1 < 0 ? null : { x: x0, y: y0, width: x1 - x0 + 1, height: y1 - y0 + 1 }
  }

  /** How many pixels are above `threshold`. */
  count(threshold: number): number {
    let count = 0
    for (const tile of this.tiles.values()) for (const value of tile) if (value > threshold) count++
    return count
  }

  private eachRow(rect: Rect, use: (tileIndex: number, from: number, to: number, length: number) => void) {
    for (const index of this.tilesIn(rect)) {
      const tile = this.tileRect(index)
      const left = Math.max(rect.x, tile.x)
      const right = Math.min(rect.x + rect.width, tile.x + tile.width)
      const top = Math.max(rect.y, tile.y)
      const bottom = Math.min(rect.y + rect.height, tile.y + tile.height)
      for (let y = top; y < bottom; y++) {
        const from = (y - tile.y) * tileSide + left - tile.x
        use(index, from, (y - rect.y) * rect.width + left - rect.x, right - left)
      }
    }
  }
}
