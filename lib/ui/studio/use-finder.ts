'use client'

import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { decodeRle } from '@/lib/imaging/masks/rle'
import { readProblem } from '../api/api-error'
import { api, query } from '../api/client'
import { SegmentError } from './browser-segmenter'
import type { SegmentAt, SegmentHint } from './studio-contract'

type Prompt = Parameters<typeof api.regions.find>[0]['prompt']

/** A click is a stroke of one place; a model takes it as a point, and strokes as what they cover. */
const promptOf = ({ strokes, box }: SegmentHint): Prompt => {
  const isClicks = strokes.length > 0 && strokes.every(({ points }) => points.length === 1)
  if (isClicks) {
    const points = strokes.flatMap(({ mode, points: [at] }) =>
      at ? [{ x: at.x, y: at.y, on: mode === 'add' }] : [],
    )
    return { kind: 'points', points, ...(box && { box }) }
  }
  if (strokes.length === 0 && box) return { kind: 'box', box }
  const drawn = strokes.map(({ mode, radius, points }) => ({ mode, radius, points: [...points] }))
  return { kind: 'scribble', strokes: drawn, ...(box && { box }) }
}

/**
 * A worker's model as the studio's finder, where one is running; undefined leaves it to the browser's GrabCut. Asking
 * also has the model look at the frame, so that the first click need not wait for that.
 */
export function useFinder(project: string, frameId: string | undefined): SegmentAt | undefined {
  const warm = useQuery({
    queryKey: [...query.regions.key(), 'warm', project, frameId],
    queryFn: () => api.regions.warm({ project, frameId: frameId ?? '' }),
    enabled: frameId !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const find = useCallback<SegmentAt>(
    async (hint, signal) => {
      const { rle, engine } = await api.regions
        .find({ project, frameId: frameId ?? '', prompt: promptOf(hint) }, { signal })
        .catch((error: unknown) => {
          throw readProblem(error).code === 'refused' ? new SegmentError('nothing') : error
        })
      const { width, height, data } = decodeRle(rle)
      return { engine, at: { x: 0, y: 0 }, width, height, data }
    },
    [project, frameId],
  )
  return warm.data?.finder === 'model' ? find : undefined
}
