import { encodeRle } from '@/lib/imaging/masks/rle'
import { loadImage } from '@/lib/ui/compare/load-image'
import { readMask } from '@/lib/ui/region/read-mask'
import type { DrawnRegion } from '@/lib/ui/region/region-shape'
import type { RegionInput } from './types'

/** What was drawn, as the API takes it: by its geometry where that says all of it, else by its pixels. */
export const regionInputOf = async (
  drawn: DrawnRegion,
  { width, height }: { width: number; height: number },
): Promise<RegionInput> => {
  const { shape } = drawn
  if (shape.kind === 'box') {
    const { kind, ...box } = shape
    return { kind, box }
  }
  if (shape.kind === 'polygon') return { kind: 'polygon', rings: [shape.points.map(([x, y]) => ({ x, y }))] }
  const url = URL.createObjectURL(await drawn.toPng())
  try {
    return { kind: 'mask', rle: encodeRle(readMask(await loadImage(url), width, height)) }
  } finally {
    URL.revokeObjectURL(url)
  }
}
