'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import type { Point } from '@/lib/imaging/frame'
import type { Rect } from '@/lib/imaging/raster'
import { BrowserSegmenter, SegmentError } from './browser-segmenter'
import type { SegmentAt, SegmentHint, StudioImage } from './studio-contract'
import type { Mode } from './studio-tools'
import type { Studio } from './use-studio-client'

type Stroke = SegmentHint['strokes'][number]

interface Hints {
  readonly strokes: readonly Stroke[]
  readonly box?: Rect
}

const none: Hints = { strokes: [] }

/**
 * Finding an object by hints. Hints add up: each one sends them all, and what is found takes the place of what was found
 * before, so that a wrong edge is mended by pointing at it. Anything else that is done ends the series.
 */
export function useFind(studio: Studio, image: StudioImage, own: SegmentAt | undefined, mode: Mode) {
  const t = useTranslations('studio')
  const [hints, setHints] = useState(none)
  const [busy, setBusy] = useState(false)
  const running = useRef<AbortController | null>(null)
  const segmenter = useRef<BrowserSegmenter | null>(null)
  /** The step that the last found mask is; undone before the next one takes its place. */
  const foundStep = useRef<number | null>(null)
  useEffect(() => {
    return () => {
      running.current?.abort()
      segmenter.current?.close()
      segmenter.current = null
    }
  }, [])

  const browser = () => {
    segmenter.current ??= new BrowserSegmenter(image.url)
    return segmenter.current
  }

  const forget = () => {
    running.current?.abort()
    foundStep.current = null
    setHints(none)
    setBusy(false)
  }

  const find = async (next: Hints) => {
    const { client } = studio
    if (!client || (next.strokes.every((stroke) => stroke.mode === 'erase') && !next.box)) {
      studio.say(t('said.firstObject'))
      return
    }
    const before = hints
    running.current?.abort()
    const abort = new AbortController()
    running.current = abort
    setHints(next)
    setBusy(true)
    studio.say(t('said.finding'))
    try {
      const found = await (own ?? browser().segment)(next, abort.signal)
      if (abort.signal.aborted) return
      if (foundStep.current !== null && foundStep.current === client.state().steps)
        await client.ask({ kind: 'undo' })
      const { width, height, data, at, engine } = found
      const operation = { kind: 'mask', mask: { width, height, data }, at, how: mode } as const
      await studio.operate(operation, t('said.found'), engine)
      foundStep.current = client.state().steps
    } catch (error) {
      if (abort.signal.aborted) return
      setHints(before)
      studio.say(t(error instanceof SegmentError ? `said.${error.trouble}` : 'said.failed'))
    }
    setBusy(false)
  }

  return {
    hints,
    busy,
    forget,
    /** Loads what the first hint would otherwise wait for. */
    warmUp: () => {
      if (!own) browser().warmUp()
    },
    addStroke: (points: readonly Point[], radius: number, isOff: boolean) =>
      find({ ...hints, strokes: [...hints.strokes, { points, radius, mode: isOff ? 'erase' : 'add' }] }),
    setBox: (box: Rect) => find({ strokes: [], box }),
  }
}

export type Find = ReturnType<typeof useFind>
