'use client'

import { useEffect, useState } from 'react'
import { Layer } from '../compare/layer'
import { loadImage } from '../compare/load-image'
import { maskOutline, outlinePath } from './mask-outline'
import { readMask } from './read-mask'

interface OutlineLayerProps {
  mask: string
  width: number
  height: number
}

/** A border is traced on the main thread, so of a larger mask it is only as fine as this many pixels make it. */
const tracedPx = 512

/** The border of a mask as a dashed line that is equally thin at every zoom. */
export function OutlineLayer({ mask, width, height }: OutlineLayerProps) {
  const [path, setPath] = useState({ mask: '', d: '' })
  useEffect(() => {
    let current = true
    loadImage(mask)
      .then((image) => {
        const share = Math.min(1, tracedPx / Math.max(width, height))
        const traced = maskOutline(readMask(image, Math.round(width * share), Math.round(height * share)))
        return outlinePath(traced.map((loop) => loop.map(([x, y]) => [x / share, y / share])))
      })
      .then((d) => current && setPath({ mask, d }))
      // Without its mask a pair can still be judged.
      .catch(() => undefined)
    return () => {
      current = false
    }
  }, [mask, width, height])
  return (
    <Layer width={width} height={height}>
      <svg aria-hidden viewBox={`0 0 ${width} ${height}`} className="block size-full overflow-visible">
        <Outline d={path.mask === mask ? path.d : ''} dashed />
      </svg>
    </Layer>
  )
}

/** Widths are divided by the stage's scale, so that a line stays as thin at every zoom. */
export const thin = (px: number) => `calc(${px}px / var(--s))`

/** White on black dashes show on any picture; amber is for the region that is being drawn. */
export function Outline({ d, dashed }: { d: string; dashed?: boolean }) {
  const shared = { d, fill: 'none', strokeLinejoin: 'round' } as const
  return dashed ? (
    <>
      <path {...shared} stroke="#000" style={{ strokeWidth: thin(2.5), strokeOpacity: 0.5 }} />
      <path
        {...shared}
        stroke="#fff"
        style={{ strokeWidth: thin(1.5), strokeDasharray: `${thin(6)} ${thin(4)}` }}
      />
    </>
  ) : (
    <>
      <path {...shared} stroke="#000" style={{ strokeWidth: thin(3.5), strokeOpacity: 0.35 }} />
      <path {...shared} stroke="var(--color-focus)" style={{ strokeWidth: thin(2) }} />
    </>
  )
}
