import { createMask, type Mask } from '../../raster'
import { editThreshold } from '../combine'

/** Horizontal runs of pixels of one kind, with the connected part that each belongs to. */
interface Parts {
  readonly count: number
  /** Of each run: row, first pixel, pixel after the last, number of its part. */
  readonly y: Int32Array
  readonly from: Int32Array
  readonly to: Int32Array
  readonly part: Int32Array
  /** Of each part: its pixels, and whether it touches the rim. */
  readonly areas: Float64Array
  readonly open: Uint8Array
}

/** Fills what is enclosed: background that is not connected (4 neighbours) to the mask's rim. */
export const fillHoles = (mask: Mask): Mask => {
  const background = findParts(mask, false)
  const result = { ...mask, data: mask.data.slice() }
  for (let run = 0; run < background.count; run++) {
    if (background.open[background.part[run] as number]) continue
    const row = (background.y[run] as number) * mask.width
    result.data.fill(255, row + (background.from[run] as number), row + (background.to[run] as number))
  }
  return result
}

/** Keeps the connected part (8 neighbours) with the most pixels, the first of equals; 0 or 255 per pixel. */
export const keepLargest = (mask: Mask): Mask => {
  const parts = findParts(mask, true)
  const result = createMask(mask.width, mask.height)
  let largest = -1
  for (let run = 0; run < parts.count; run++) {
    const part = parts.part[run] as number
    if (largest < 0 || (parts.areas[part] as number) > (parts.areas[largest] as number)) largest = part
  }
  for (let run = 0; run < parts.count; run++) {
    if (parts.part[run] !== largest) continue
    const row = (parts.y[run] as number) * mask.width
    result.data.fill(255, row + (parts.from[run] as number), row + (parts.to[run] as number))
  }
  return result
}

/** Labels runs by union-find (Rosenfeld and Pfaltz 1966): one pass over the pixels, the rest over runs. */
const findParts = (mask: Mask, marked: boolean): Parts => {
  const { width, height } = mask
  const reach = marked ? 1 : 0 // diagonal neighbours connect what is marked, and so not what is round it
  const [y, from, to, parent] = [new Column(), new Column(), new Column(), new Column()]
  let [previous, start] = [0, 0]
  for (let line = 0; line < height; line++) {
    previous = start
    start = from.length
    let above = previous
    findRuns(mask, line, marked, (first, end) => {
      const run = from.length
      y.push(line)
      from.push(first)
      to.push(end)
      parent.push(run)
      while (above < start && to.at(above) + reach <= first) above++
      for (let other = above; other < start && from.at(other) < end + reach; other++) join(parent, run, other)
    })
  }
  const count = from.length
  const part = Int32Array.from({ length: count }, (_, run) => find(parent, run))
  const areas = new Float64Array(count)
  const open = new Uint8Array(count)
  for (let run = 0; run < count; run++) {
    const p = part[run] as number
    areas[p] = (areas[p] as number) + to.at(run) - from.at(run)
    const atRim = y.at(run) === 0 || y.at(run) === height - 1 || from.at(run) === 0 || to.at(run) === width
    if (atRim) open[p] = 1
  }
  return { count, y: y.values, from: from.values, to: to.values, part, areas, open }
}

const findRuns = (
  { width, data }: Mask,
  line: number,
  marked: boolean,
  use: (start: number, end: number) => void,
) => {
  const row = line * width
  for (let x = 0; x < width; ) {
    if ((data[row + x] as number) > editThreshold !== marked) {
      x++
      continue
    }
    const start = x
    while (x < width && (data[row + x] as number) > editThreshold === marked) x++
    use(start, x)
  }
}

const find = (parent: Column, run: number): number => {
  let at = run
  while (parent.at(at) !== at) {
    parent.set(at, parent.at(parent.at(at)))
    at = parent.at(at)
  }
  return at
}

/** The earlier run stands for the part, so that parts are in scan order. */
const join = (parent: Column, a: number, b: number) => {
  const [ra, rb] = [find(parent, a), find(parent, b)]
  if (ra < rb) parent.set(rb, ra)
  else parent.set(ra, rb)
}

/** A growing Int32Array: a frayed mask of 24 megapixels has millions of runs. */
class Column {
  values = new Int32Array(1024)
  length = 0

  at(index: number): number {
    return this.values[index] as number
  }

  set(index: number, value: number) {
    this.values[index] = value
  }

  push(value: number) {
    if (this.length === this.values.length) {
      const larger = new Int32Array(this.length * 2)
      larger.set(this.values)
      this.values = larger
    }
    this.values[this.length++] = value
  }
}
