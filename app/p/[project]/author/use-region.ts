'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef, useState } from 'react'
import { encodeRle } from '@/lib/imaging/masks/rle'
import { type Api, api, query } from '@/lib/ui/api/client'
import { useLive } from '@/lib/ui/live/use-live'
import type { DrawnRegion, XY } from '@/lib/ui/region/region-shape'
import type { Segment } from '@/lib/ui/region/use-segment'

export type Region = Awaited<ReturnType<Api['regions']['get']>>
type RegionInput = Parameters<Api['regions']['create']>[0]['input']

/** Strokes that follow each other within this time are one region, not five. */
const pauseMs = 900
const askEveryMs = 700
const strokeRadius = 3
/** A single click is all that the segmenter knows of the object: give it some of its colours. */
const clickRadius = 8
/** What a region is called while nobody has named its object. Data, not a text of the screen. */
const unnamed = 'region'

const radiusOf = (line: readonly XY[]) => (line.length === 1 ? clickRadius : strokeRadius)
const points = (line: readonly XY[]) => line.map(([x, y]) => ({ x, y }))

const inputOf = ({ shape, mask }: DrawnRegion): RegionInput => {
  switch (shape.kind) {
    case 'box': {
      const { x, y, width, height } = shape
      return { kind: 'box', box: { x, y, width, height } }
    }
    case 'polygon':
      return { kind: 'polygon', rings: [points(shape.points)] }
    // A scribble reaches this only after its mask was changed by hand.
    case 'scribble':
    case 'brush':
      return { kind: 'mask', rle: encodeRle(mask()) }
  }
}

const wait = (ms: number, signal?: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })

/** Asks until the worker has made the masks, or has said why not. */
const whenMade = async (project: string, id: string, signal?: AbortSignal): Promise<Region> => {
  for (;;) {
    const region = await api.regions.get({ project, id })
    if (region.status !== 'pending') return region
    await wait(askEveryMs, signal)
  }
}

interface RegionPlace {
  readonly project: string
  readonly imageId: string
  readonly frameId: string | null
  /** What the region is of, as far as known when it is sent. */
  readonly label: string
  /** The region to begin with. */
  readonly initialId: string | null
  readonly onChange?: (regionId: string | null) => void
}

/**
 * The region of an edit: picked among those of the image, or drawn. What is drawn is sent after a pause, as a new
 * region that names the one it was drawn over; its masks come back from the worker.
 */
export function useRegion({ project, imageId, frameId, label, initialId, onChange }: RegionPlace) {
  const t = useTranslations('author.region')
  const [id, setId] = useState(initialId)
  /** Which region the canvas was opened with: it starts anew for another one, but not for what is drawn on it. */
  const [loadedId, setLoadedId] = useState(initialId)
  const [sending, setSending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const unsent = useRef<DrawnRegion | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const under = useRef<Promise<string | null> | null>(null)
  const segmented = useRef<string | null>(null)
  const latest = useRef({ id, label, onChange })
  useEffect(() => {
    latest.current = { id, label, onChange }
  })
  useEffect(() => () => clearTimeout(timer.current), [])

  const input = { project, id: id ?? '' }
  const made = useQuery(
    query.regions.get.queryOptions({
      input,
      enabled: id !== null,
      refetchInterval: ({ state }) => (state.data && state.data.status !== 'pending' ? false : 2_000),
    }),
  )
  useLive(project, ['regions'], [query.regions.get.key({ input })])

  const choose = useCallback((next: string | null) => {
    setId(next)
    latest.current.id = next
    setError(null)
    latest.current.onChange?.(next)
  }, [])

  const create = useCallback(
    async (region: RegionInput) => {
      if (!frameId) throw new Error('The picture has no frame yet.')
      const parentId = latest.current.id
      return api.regions.create({
        project,
        imageId,
        frameId,
        label: latest.current.label.trim().slice(0, 100) || unnamed,
        ...(parentId && { parentId }),
        input: region,
      })
    },
    [frameId, imageId, project],
  )

  /** Sends what is drawn, if anything, and answers with the region's id. */
  const flush = useCallback(async (): Promise<string | null> => {
    clearTimeout(timer.current)
    if (under.current) await under.current.catch(() => undefined)
    const drawn = unsent.current
    if (!drawn) return latest.current.id
    unsent.current = null
    setSending(true)
    const sent = create(inputOf(drawn))
    under.current = sent.then((region) => region.id)
    try {
      const region = await sent
      // Drawn on meanwhile: the newer drawing is sent next, and this one is its parent.
      choose(region.id)
      return region.id
    } catch (problem) {
      unsent.current ??= drawn
      setError(problem)
      throw problem
    } finally {
      under.current = null
      setSending(false)
    }
  }, [choose, create])

  const draw = useCallback(
    (drawn: DrawnRegion | null) => {
      clearTimeout(timer.current)
      setError(null)
      unsent.current = null
      if (!drawn) return choose(null)
      if (drawn.shape.kind === 'scribble' && segmented.current) return choose(segmented.current)
      unsent.current = drawn
      setSending(true)
      timer.current = setTimeout(() => void flush().catch(() => undefined), pauseMs)
    },
    [choose, flush],
  )

  const pick = useCallback(
    (next: string | null) => {
      clearTimeout(timer.current)
      unsent.current = null
      setSending(false)
      setLoadedId(next)
      choose(next)
    },
    [choose],
  )

  const segment: Segment = useCallback(
    async ({ foreground, background }, signal) => {
      const strokes = [
        ...foreground.map((line) => ({ mode: 'add' as const, radius: radiusOf(line), points: points(line) })),
        ...background.map((line) => ({
          mode: 'erase' as const,
          radius: radiusOf(line),
          points: points(line),
        })),
      ]
      const { id: asked } = await create({ kind: 'scribble', strokes })
      const region = await whenMade(project, asked, signal)
      if (region.status !== 'ready' || !region.fineUrl) throw new Error(region.reason ?? t('refused'))
      segmented.current = region.id
      return region.fineUrl
    },
    [create, project, t],
  )

  /** The region when it is usable: sent, and its masks made. Throws with the reason when it was refused. */
  const settled = async (): Promise<string | null> => {
    const sent = await flush()
    if (!sent) return null
    const region = await whenMade(project, sent)
    if (region.status === 'refused') throw new Error(region.reason ?? t('refused'))
    return sent
  }

  return {
    id,
    loadedId,
    region: id ? made.data : undefined,
    sending,
    error,
    pick,
    draw,
    flush,
    segment,
    settled,
  }
}
