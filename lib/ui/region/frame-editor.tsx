'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect } from 'react'
import type { Rect } from '@/lib/imaging/raster'
import { Layer, PictureLayer } from '../compare/layer'
import { useViewControl } from '../compare/use-view-control'
import { FieldNote } from '../controls/field'
import { cx } from '../cx'
import { Outline } from './outline-layer'
import { contains, moveBox } from './region-shape'

interface FrameEditorProps {
  src: string
  alt: string
  /** Of the whole picture, in pixels. */
  width: number
  height: number
  /** The crop that engines see, in the picture's pixels. */
  frame: Rect
  onChange: (frame: Rect) => void
  /** Regions that were drawn already, in the picture's pixels; the frame may not cut one off. */
  regions?: readonly { readonly key: string; readonly label: string; readonly box: Rect }[]
  className?: string
}

const rectPath = ({ x, y, width, height }: Rect) => `M${x} ${y}h${width}v${height}h${-width}z`

/** Moves the frame over the whole picture, by dragging or with the arrows (Shift for big steps). */
export function FrameEditor({
  src,
  alt,
  width,
  height,
  frame,
  onChange,
  regions = [],
  className,
}: FrameEditorProps) {
  const t = useTranslations('common.frame')
  const { control, ref } = useViewControl(width, height)
  const cutOff = regions.filter(({ box }) => !contains(frame, box))

  useEffect(() => {
    control.takeDrag = (from) => {
      const inside = contains(frame, { x: from.x, y: from.y, width: 0, height: 0 })
      if (!inside) return null
      return {
        move: (to) => onChange(moveBox(frame, to.x - from.x, to.y - from.y, width, height)),
        cancel: () => onChange(frame),
      }
    }
  })

  const nudge = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 32 : 1
    const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[
      event.key
    ]
    if (!move) return
    event.preventDefault()
    onChange(moveBox(frame, move[0] ?? 0, move[1] ?? 0, width, height))
  }

  return (
    <div className={cx('flex flex-col gap-2', className)}>
      <section aria-label={t('label')} className="relative isolate min-h-0 flex-1 overflow-hidden bg-canvas">
        <div
          ref={ref}
          role="application"
          aria-label={t('surface', { x: frame.x, y: frame.y })}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: an application surface that takes the arrow keys
          tabIndex={0}
          onKeyDown={nudge}
          className="absolute inset-0 cursor-move touch-none overflow-hidden outline-offset-[-3px] select-none"
        >
          <PictureLayer src={src} alt={alt} width={width} height={height} />
          <Layer width={width} height={height}>
            <svg
              aria-hidden
              viewBox={`0 0 ${width} ${height}`}
              className="pointer-events-none block size-full overflow-visible"
            >
              <path
                d={`M0 0h${width}v${height}H0z${rectPath(frame)}`}
                fillRule="evenodd"
                fill="var(--color-canvas)"
                fillOpacity={0.72}
              />
              <Outline d={rectPath(frame)} />
              {regions.map(({ key, box }) => (
                <Outline key={key} d={rectPath(box)} dashed />
              ))}
            </svg>
          </Layer>
        </div>
      </section>
      <div aria-live="polite" className="min-h-4 text-small">
        {cutOff.length > 0 ? (
          <FieldNote tone="reject">
            {t('cutsOff', { labels: cutOff.map(({ label }) => label).join(', ') })}
          </FieldNote>
        ) : (
          <p className="text-muted">{t('hint')}</p>
        )}
      </div>
    </div>
  )
}
