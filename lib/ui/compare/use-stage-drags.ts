'use client'

import { useTranslations } from 'next-intl'
import { type RefObject, useEffect } from 'react'
import { useKeys } from '../keys/use-keys'
import { changeSettings } from './compare-settings'
import type { Pane, PictureName } from './panes'
import type { Grid, Point, Size } from './view'
import type { Drag, ViewControl } from './view-control'

interface StageDrags {
  stage: RefObject<HTMLElement | null>
  control: ViewControl
  grid: Grid
  panes: readonly Pane[]
  /** Of the picture: nothing beyond it is a point of it. */
  frame: Size
  sliding: boolean
  /** The slider's line, 0–1 of the stage. */
  cut: number
  onPoint: ((at: Point, name: PictureName) => void) | undefined
}

const share = (value: number) => Math.min(1, Math.max(0, value))
const tapPx = 6
const isIn = ({ width, height }: Size, { x, y }: Point) => x >= 0 && y >= 0 && x < width && y < height

/**
 * What a drag on the picture does when it doesn't move the picture: while a point is asked for it gives one; on a
 * slider whose picture fits, and so can't be moved, it moves the line.
 */
export function useStageDrags({ stage, control, grid, panes, frame, sliding, cut, onPoint }: StageDrags) {
  const t = useTranslations('common.compare')
  useKeys(
    onPoint
      ? [
          {
            key: 'Enter',
            label: t('pointHere'),
            group: t('keys'),
            run: () => {
              const { left, top } = stage.current?.getBoundingClientRect() ?? { left: 0, top: 0 }
              const { x, y } = control.middle()
              const at = control.pictureAt({ clientX: left + x, clientY: top + y })
              const [pane] = panes
              if (pane && isIn(frame, at)) onPoint(at, pane.second?.name ?? pane.first.name)
            },
          },
        ]
      : [],
  )
  useEffect(() => {
    const element = stage.current
    if (!element) return
    const slide = (): Drag | null => {
      if (!control.isFitted()) return null
      const { left, width } = element.getBoundingClientRect()
      return {
        move: (_, { clientX }) => changeSettings({ cut: share((clientX - left) / width) }),
        tapsToo: true,
      }
    }
    const point = (at: Point, event: PointerEvent): Drag => {
      const name = nameUnder(event, element, grid, panes, cut)
      const { clientX, clientY } = event
      let moved = 0
      return {
        move: (_, now) => {
          moved = Math.max(moved, Math.hypot(now.clientX - clientX, now.clientY - clientY))
        },
        end: () => {
          if (name && isIn(frame, at) && moved < tapPx) onPoint?.(at, name)
        },
      }
    }
    control.takeDrag = onPoint ? point : sliding ? slide : () => null
    return () => {
      control.takeDrag = () => null
    }
  }, [stage, control, grid, panes, frame, sliding, cut, onPoint])
}

/** Which picture lies under the pointer; of a slider, the one on that side of its line. */
const nameUnder = (
  { clientX, clientY }: PointerEvent,
  element: HTMLElement,
  { columns, rows }: Grid,
  panes: readonly Pane[],
  cut: number,
): PictureName | null => {
  const { left, top, width, height } = element.getBoundingClientRect()
  const column = Math.floor(share((clientX - left) / width) * columns * 0.9999)
  const row = Math.floor(share((clientY - top) / height) * rows * 0.9999)
  const pane = panes[row * columns + column]
  if (!pane) return null
  const beyond = pane.kind !== 'slider' || clientX >= left + cut * width
  return pane.second && beyond ? pane.second.name : pane.first.name
}
