import { ExemplarError } from '@/lib/platform/errors'
import { createMask, type Mask } from '../raster'
import { editThreshold } from './combine'

/** COCO's run-length encoding: `size` is [height, width]; `counts` the compressed string or the plain runs. */
export interface CocoRle {
  readonly size: readonly [height: number, width: number]
  readonly counts: string | readonly number[]
}

/** Encodes a mask (edit where larger than 127) as pycocotools does: column by column, compressed counts. */
export const encodeRle = (mask: Mask): { size: [number, number]; counts: string } => {
  const runs: number[] = []
  let value = false
  let run = 0
  for (let x = 0; x < mask.width; x++) {
    for (let y = 0; y < mask.height; y++) {
      const edit = (mask.data[y * mask.width + x] as number) > editThreshold
      if (edit !== value) {
        runs.push(run)
        run = 0
        value = edit
      }
      run++
    }
  }
  runs.push(run)
  return { size: [mask.height, mask.width], counts: compress(runs) }
}

/** How many pixels are marked, read from the runs alone. Throws as `decodeRle` does. */
export const measureRle = (rle: CocoRle, field = 'mask'): number =>
  runsOf(rle, field).reduce((sum, run, i) => (i % 2 === 1 ? sum + run : sum), 0)

/** Throws `bad-input` when the runs do not fill the size exactly. */
export const decodeRle = (rle: CocoRle): Mask => {
  const [height, width] = rle.size
  const runs = runsOf(rle, 'mask')
  const mask = createMask(width, height)
  let at = 0
  for (const [i, run] of runs.entries()) {
    if (i % 2 === 1) {
      for (let p = at; p < at + run; p++) mask.data[(p % height) * width + Math.floor(p / height)] = 255
    }
    at += run
  }
  return mask
}

const runsOf = ({ size: [height, width], counts }: CocoRle, field: string): readonly number[] => {
  const runs = typeof counts === 'string' ? decompress(counts) : counts
  const total = runs.reduce((sum, run) => (run < 0 ? Number.NaN : sum + run), 0)
  if (total !== width * height) {
    throw new ExemplarError('bad-input', `The run lengths do not add up to ${width}×${height} pixels.`, {
      field,
      fix: 'Send COCO run lengths with size [height, width].',
    })
  }
  return runs
}

/** pycocotools' string: from the fourth run on the difference to the run two before, 5 bits a character + 48. */
const compress = (runs: readonly number[]): string => {
  let text = ''
  for (const [i, run] of runs.entries()) {
    let rest = i > 2 ? run - (runs[i - 2] ?? 0) : run
    for (let more = true; more; ) {
      const bits = rest & 0x1f
      rest >>= 5
      more = bits & 0x10 ? rest !== -1 : rest !== 0
      text += String.fromCharCode((bits | (more ? 0x20 : 0)) + 48)
    }
  }
  return text
}

const decompress = (text: string): number[] => {
  const runs: number[] = []
  for (let at = 0; at < text.length; ) {
    let value = 0
    let shift = 0
    for (let more = true; more; shift += 5) {
      const bits = text.charCodeAt(at++) - 48
      // Out of range or cut off in the middle; the sum of the runs cannot be right any more.
      if (!(bits >= 0 && bits < 64) || shift > 30) return []
      value |= (bits & 0x1f) << shift
      more = (bits & 0x20) !== 0
      if (!more && bits & 0x10 && shift < 25) value |= -1 << (shift + 5)
    }
    runs.push(runs.length > 2 ? value + (runs[runs.length - 2] ?? 0) : value)
  }
  return runs
}
