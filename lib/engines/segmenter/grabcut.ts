import { cutOut } from './cut-out'
import { drawnRegion, type Found, labelledRegion, unknownLabel } from './drawn-region'
import { loadOpenCv } from './load-opencv'
import type { Segmenter, SegmentRequest } from './segmenter'

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

const segment = async (request: SegmentRequest, signal?: AbortSignal): Promise<Found> => {
  const { image, prompt } = request
  switch (prompt.kind) {
    case 'polygon':
      return drawnRegion(image, prompt.rings)
    case 'label': {
      const found = labelledRegion(image, prompt.label, prompt.regions)
      if (!found) throw unknownLabel(prompt.label, prompt.regions)
      return found
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
