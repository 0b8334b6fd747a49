'use client'

import { useTranslations } from 'next-intl'
import type { KeyboardEvent, PointerEvent } from 'react'
import type { Point } from '@/lib/imaging/frame'
import type { ViewControl } from '../compare/view-control'
import { cx } from '../cx'

interface ShapeHandlesProps {
  points: readonly Point[]
  closed: boolean
  control: ViewControl
  onChange: (points: readonly Point[]) => void
  /** The first point of an open shape was pressed: it is closed and done. */
  onClose: () => void
}

const place = ({ x, y }: Point) => ({
  transform: `translate(calc(var(--x) + ${x}px * var(--s) - 50%), calc(var(--y) + ${y}px * var(--s) - 50%))`,
})

const steps: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** The corners of a shape that isn't marked yet: dragged, moved by arrows, taken away, and set between two others. */
export function ShapeHandles({ points, closed, control, onChange, onClose }: ShapeHandlesProps) {
  const t = useTranslations('studio.shape')
  const moved = (index: number, to: Point) => points.map((point, i) => (i === index ? to : point))
  const without = (index: number) => points.filter((_, i) => i !== index)
  const between = (index: number) => {
    const next = points[(index + 1) % points.length]
    const point = points[index]
    return point && next ? { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 } : null
  }
  const withBetween = (index: number) => {
    const middle = between(index)
    return middle ? [...points.slice(0, index + 1), middle, ...points.slice(index + 1)] : points
  }
  const drag = (event: PointerEvent<HTMLButtonElement>, index: number) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId))
      onChange(moved(index, control.pictureAt(event)))
  }
  const press = (event: KeyboardEvent<HTMLButtonElement>, index: number) => {
    const step = steps[event.key]
    const point = points[index]
    if (step && point) {
      const by = event.shiftKey ? 10 : 1
      onChange(moved(index, { x: point.x + step[0] * by, y: point.y + step[1] * by }))
    } else if (event.key === 'Delete' || event.key === 'Backspace') onChange(without(index))
    else if (event.key === 'Insert') onChange(withBetween(index))
    else return
    event.preventDefault()
  }
  return (
    <>
      {points.map((point, index) => {
        const isLast = index === points.length - 1
        const middle = isLast && !closed ? null : between(index)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a corner is its place in the row, also while it is dragged
          <span key={index}>
            {middle && points.length >= 2 && (
              <button
                type="button"
                tabIndex={-1}
                aria-label={t('between', { number: index + 1 })}
                onClick={() => onChange(withBetween(index))}
                className="absolute top-0 left-0 size-2.5 rounded-full border border-black/60 bg-white/50 hover:bg-white"
                style={place(middle)}
              />
            )}
            <button
              type="button"
              aria-label={t('corner', {
                number: index + 1,
                count: points.length,
                x: Math.round(point.x),
                y: Math.round(point.y),
              })}
              onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
              onPointerMove={(event) => drag(event, index)}
              onClick={() => {
                if (index === 0 && !closed && points.length >= 3) onClose()
              }}
              onKeyDown={(event) => press(event, index)}
              className={cx(
                'absolute top-0 left-0 flex size-6 touch-none items-center justify-center rounded-full outline-offset-0 [@media(pointer:coarse)]:size-11',
                'after:size-2.5 after:rounded-full after:border-2 after:border-focus after:bg-white',
              )}
              style={place(point)}
            />
          </span>
        )
      })}
    </>
  )
}
