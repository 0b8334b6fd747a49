import { maskBounds } from '@/lib/imaging/masks/box-mask'
import { createMask, createRaster, type Mask, type Raster, type Rect } from '@/lib/imaging/raster'
import { resizeRaster } from '@/lib/imaging/resample'
import { ExemplarError } from '@/lib/platform/errors'
import { grabCut, trimap } from './grabcut-crop'
import { chooseArea, type Hint, knownPixels } from './known-pixels'
import { refineEdge } from './refine-edge'
import type { Segmentation, SegmentPrompt } from './segmenter'
import { flipParts, largestPart } from './small-parts'

/** GrabCut's time grows faster than its pixels (1.4 s at 512², 37 s at 2048²), so it sees no more than this. */
const maxGrabCutSide = 256
/** The edge is refined at full size up to here; a larger crop's mask is scaled up from it. */
const maxRefinedSide = 1024
/** Parts smaller than this share of the largest, and holes smaller than this share of it, are noise. */
const noiseShare = 0.02

export type CutOutPrompt = Extract<SegmentPrompt, { kind: 'box' | 'points' | 'scribble' }>

const toHint = (prompt: CutOutPrompt, image: Raster): Hint => {
  if (prompt.kind === 'box') return { box: prompt.box, strokes: [] }
  if (prompt.kind === 'scribble') return { box: prompt.box ?? null, strokes: prompt.strokes }
  // A click means a small neighbourhood: one pixel would be a poor sample of the object's colours.
  const radius = Math.max(3, Math.min(image.width, image.height) / 64)
  return {
    box: prompt.box ?? null,
    strokes: prompt.points.map((p) => ({
      points: [p],
      radius,
      mode: p.on ? ('add' as const) : ('erase' as const),
    })),
  }
}

const fitted = (size: { width: number; height: number }, side: number) => {
  const scale = Math.min(1, side / Math.max(size.width, size.height))
  return {
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale)),
  }
}

/**
 * Cuts out what a hint points at: GrabCut on a small crop round it, then the edge at full size. Takes OpenCV, so that
 * it runs wherever that was loaded: in a worker thread of the server and in a worker of the browser.
 */
export const cutOut = (
  cv: Parameters<typeof grabCut>[0],
  image: Raster,
  prompt: CutOutPrompt,
  seed: number,
): Pick<Segmentation, 'mask' | 'boxes'> => {
  const hint = toHint(prompt, image)
  const area = chooseArea(hint, image)
  const fullSize = fitted(area.crop, maxRefinedSide)
  const smallSize = fitted(area.crop, maxGrabCutSide)
  const full = resizeRaster(cropRaster(image, area.crop), fullSize.width, fullSize.height)
  const small = resizeRaster(full, smallSize.width, smallSize.height)
  const coarse = grabCut(cv, small, knownPixels(hint, area, smallSize).known, seed)
  const refined = refineEdge(full, { ...smallSize, data: coarse })
  obey(refined, hint, area)
  const mask = placeMask(refined, area.crop, image)
  const found = maskBounds(mask)
  if (!found) {
    throw new ExemplarError('refused', 'Nothing in the marked area stands out from what is round it.', {
      field: 'prompt',
      fix: 'Draw the box closer, or scribble on the object and on the background.',
    })
  }
  return { mask, boxes: [hint.box ? area.object : found] }
}

/** What a person marked holds at full size too; specks and pinholes go. */
const obey = (mask: Mask, hint: Hint, area: ReturnType<typeof chooseArea>) => {
  const { known, marked } = knownPixels(hint, area, mask)
  for (let i = 0; i < known.length; i++) {
    if (known[i] === trimap.object) mask.data[i] = 255
    if (known[i] === trimap.background) mask.data[i] = 0
  }
  const smallest = noiseShare * largestPart(mask)
  const scribbled = marked.includes(1)
  flipParts(mask, 255, (part) => (scribbled ? part.some((i) => marked[i] === 1) : part.length >= smallest))
  flipParts(mask, 0, (part) => part.length >= smallest || part.some((i) => known[i] === trimap.background))
}

const cropRaster = (image: Raster, rect: Rect): Raster => {
  const crop = createRaster(rect.width, rect.height)
  for (let y = 0; y < rect.height; y++) {
    const at = ((rect.y + y) * image.width + rect.x) * 3
    crop.data.set(image.data.subarray(at, at + rect.width * 3), y * rect.width * 3)
  }
  return crop
}

/** Puts the crop's mask where it belongs in a mask of the picture's size; a reduced one is scaled up (nearest). */
const placeMask = (mask: Mask, crop: Rect, picture: { width: number; height: number }): Mask => {
  const result = createMask(picture.width, picture.height)
  for (let y = 0; y < crop.height; y++) {
    const row = Math.floor(((y + 0.5) * mask.height) / crop.height) * mask.width
    for (let x = 0; x < crop.width; x++) {
      const column = Math.floor(((x + 0.5) * mask.width) / crop.width)
      result.data[(crop.y + y) * picture.width + crop.x + x] = mask.data[row + column] as number
    }
  }
  return result
}
