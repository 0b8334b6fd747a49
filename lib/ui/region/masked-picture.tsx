'use client'

import { useEffect, useState } from 'react'
import { loadImage } from '../compare/load-image'
import { cx } from '../cx'
import { maskOutline, outlinePath } from './mask-outline'
import { readMask } from './read-mask'

interface MaskedPictureProps {
  src: string
  alt: string
  /** A mask in the same frame; its border is drawn and what is outside pales. */
  mask?: string | null
  maskLabel?: string
  /** Shows the mask's own greys in amber instead of its border: for soft masks. */
  soft?: boolean
  className?: string
}

/** A picture in its frame, which is square, with a region on it, to look at. RegionCanvas draws one, CompareViewer compares two. */
export function MaskedPicture({ src, alt, mask, maskLabel, soft, className }: MaskedPictureProps) {
  const outline = useOutline(soft ? null : mask)
  return (
    <div className={cx('relative aspect-square overflow-hidden rounded-s bg-canvas', className)}>
      {/* biome-ignore lint/performance/noImgElement: blobs are private, immutable and already of the right size */}
      <img key={src} src={src} alt={alt} draggable={false} className="block size-full object-contain" />
      {outline && (
        <svg
          role="img"
          aria-label={maskLabel}
          viewBox={`0 0 ${outline.width} ${outline.height}`}
          className="absolute inset-0 size-full"
          fill="none"
          strokeLinejoin="round"
        >
          <path
            d={`M0 0H${outline.width}V${outline.height}H0Z${outline.d}`}
            fill="var(--color-canvas)"
            fillOpacity={0.55}
            fillRule="evenodd"
          />
          <path
            d={outline.d}
            stroke="#000"
            strokeOpacity={0.5}
            strokeWidth={3}
            vectorEffect="non-scaling-stroke"
          />
          <path d={outline.d} stroke="#fff" strokeWidth={1.5} vectorEffect="non-scaling-stroke" />
        </svg>
      )}
      {soft && mask && (
        <div
          role="img"
          aria-label={maskLabel}
          className="absolute inset-0 bg-accent opacity-70 [mask-mode:luminance] [mask-size:100%_100%]"
          style={{ maskImage: `url("${mask}")` }}
        />
      )}
    </div>
  )
}

interface TracedMask {
  readonly mask: string
  readonly d: string
  readonly width: number
  readonly height: number
}

function useOutline(mask: string | null | undefined): TracedMask | null {
  const [traced, setTraced] = useState<TracedMask | null>(null)
  useEffect(() => {
    if (!mask) return
    let current = true
    loadImage(mask)
      .then((image) => {
        const { naturalWidth: width, naturalHeight: height } = image
        const d = outlinePath(maskOutline(readMask(image, width, height)))
        if (current) setTraced({ mask, d, width, height })
      })
      // The picture alone still says what it is about.
      .catch(() => undefined)
    return () => {
      current = false
    }
  }, [mask])
  return traced?.mask === mask ? traced : null
}
