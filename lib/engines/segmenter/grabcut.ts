import { maskBounds } from '@/lib/imaging/masks/box-mask'
import { unionMasks } from '@/lib/imaging/masks/combine'
import { polygonMask } from '@/lib/imaging/masks/polygon'
import type { Raster } from '@/lib/imaging/raster'
import { ExemplarError } from '@/lib/platform/errors'
import { cutOut } from './cut-out'
import { loadOpenCv } from './load-opencv'
import type { Segmentation, Segmenter, SegmentRequest } from './segmenter'

/**
 * The embedded segmenter: no model, no weights. GrabCut on a small crop round the hint, then the edge at full size.
 * It separates by colour, so it wants a box that fits closely or a scribble with corrections; it has no idea what a
 * cat is, and `label` works only for regions that a person has drawn.
 */
export const createGrabCutSegmenter = (): Segmenter => ({
  identity: { name: 'segmenter/grabcut', version: '1', isModel: false, models: [], provider: 'host' },
  prompts: ['box', 'points', 'scribble', 'polygon', 'label'],
  warmUp: async () => {
    await loadOpenCv()
  },
  segment: async (request, signal) => {
    const start = performance.now()
    signal?.throwIfAborted()
    const { mask, boxes } = await segment(request, signal)
    return { mask, boxes, elapsedMs: performance.now() - start }
  },
})

type Found = Omit<Segmentation, 'elapsedMs'>

const segment = async (request: SegmentRequest, signal?: AbortSignal): Promise<Found> => {
  const { image, prompt } = request
  switch (prompt.kind) {
    case 'polygon':
      return drawn(image, prompt.rings)
    case 'label': {
      const wanted = prompt.label.trim().toLowerCase()
      const regions = prompt.regions.filter((r) => r.label.trim().toLowerCase() === wanted)
      if (regions.length === 0) throw unknownLabel(prompt.label, prompt.regions)
      const parts = regions.map((r) => drawn(image, r.rings))
      return {
        mask: parts.map((p) => p.mask).reduce(unionMasks),
        boxes: parts.flatMap((p) => p.boxes),
      }
    }
    case 'box':
    case 'points':
    case 'scribble': {
      // Loading yields to the event loop, which is where a cancelled request is noticed.
      const { cv } = await loadOpenCv()
      signal?.throwIfAborted()
      return cutOut(cv, image, prompt, request.seed)
    }
  }
}

const unknownLabel = (label: string, regions: readonly { readonly label: string }[]) =>
  new ExemplarError('refused', `No region of this picture is labelled “${label}”.`, {
    field: 'label',
    fix: 'Draw a box or a scribble over it, or label a region.',
    detail: { labels: regions.map((r) => r.label) },
  })

const drawn = (image: Raster, rings: Parameters<typeof polygonMask>[2]): Found => {
  const mask = polygonMask(image.width, image.height, rings)
  const box = maskBounds(mask)
  if (!box) {
    throw new ExemplarError('bad-input', 'The polygon covers no pixel of the picture.', {
      field: 'prompt',
      fix: 'Draw at least three corners inside the picture.',
    })
  }
  return { mask, boxes: [box] }
}
