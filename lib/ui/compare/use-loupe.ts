'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Point } from './view'
import type { ViewControl } from './view-control'

/**
 * A magnifier under the pointer; before the pointer came it is in the middle of the stage, where the arrow keys move
 * the picture under it.
 */
export function useLoupe(stage: RefObject<HTMLElement | null>, control: ViewControl, repaint: () => void) {
  const [on, setOn] = useState(false)
  const pointer = useRef<Point | null>(null)
  const latest = useRef(repaint)
  useEffect(() => {
    latest.current = repaint
  })
  useEffect(() => {
    const element = stage.current
    if (!on || !element) return
    const move = (event: PointerEvent) => {
      pointer.current = { x: event.clientX, y: event.clientY }
      latest.current()
    }
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerdown', move)
    return () => {
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerdown', move)
      pointer.current = null
    }
  }, [on, stage])

  const at = (): Point | null => {
    if (!on) return null
    return pointer.current
      ? control.inPane({ clientX: pointer.current.x, clientY: pointer.current.y })
      : control.middle()
  }
  return { on, at, toggle: () => setOn((was) => !was) }
}
