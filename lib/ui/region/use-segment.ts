'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { loadImage } from '../compare/load-image'
import { toast } from '../feedback/toast'
import type { RegionModel } from './region-model'
import type { Scribble, XY } from './region-shape'

/** Finds the mask of a scribble and returns its picture's address; a later scribble aborts the earlier one. */
export type Segment = (scribble: Scribble, signal: AbortSignal) => Promise<string>

const none: Scribble = { foreground: [], background: [] }

/** Strokes add up: each one sends all of them, so that a wrong edge is mended by pointing at it. */
export function useSegment(model: RegionModel | null, segment: Segment | undefined) {
  const t = useTranslations('common.region')
  const [scribble, setScribble] = useState(none)
  const [busy, setBusy] = useState(false)
  const running = useRef<AbortController | null>(null)

  const forget = () => {
    running.current?.abort()
    setScribble(none)
    setBusy(false)
  }

  const add = async (points: readonly XY[], background: boolean) => {
    if (!model || !segment || (background && scribble.foreground.length === 0)) return
    const next: Scribble = background
      ? { ...scribble, background: [...scribble.background, points] }
      : { ...scribble, foreground: [...scribble.foreground, points] }
    running.current?.abort()
    const abort = new AbortController()
    const { signal } = abort
    running.current = abort
    setScribble(next)
    setBusy(true)
    try {
      const mask = await loadImage(await segment(next, signal))
      if (signal.aborted) return
      model.setSegment({ kind: 'scribble', ...next }, mask)
    } catch (error) {
      if (signal.aborted) return
      setScribble(scribble)
      toast({
        kind: 'error',
        text: error instanceof Error && error.message ? error.message : t('segmentFailed'),
      })
    }
    setBusy(false)
  }

  return { scribble, busy, add, forget }
}
