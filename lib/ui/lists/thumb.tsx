'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { cx } from '../cx'
import { PhotoIcon } from '../icons'

interface ThumbProps {
  src: string
  alt: string
  /** Cuts the edges to fill the square, and says so in the corner. Otherwise the whole picture is shown. */
  crop?: boolean
  className?: string
}

/** A small picture with a fixed place, so that nothing jumps when it arrives. */
export function Thumb({ src, alt, crop, className }: ThumbProps) {
  const t = useTranslations('common')
  const [failed, setFailed] = useState<string | null>(null)
  return (
    <span className={cx('relative block aspect-square overflow-hidden rounded-s bg-canvas', className)}>
      {failed === src ? (
        <span
          className="absolute inset-0 flex items-center justify-center text-faint"
          title={t('imageMissing')}
        >
          <PhotoIcon />
          <span className="sr-only">{`${alt} – ${t('imageMissing')}`}</span>
        </span>
      ) : (
        // biome-ignore lint/performance/noImgElement: blobs are private, immutable and already of the right size
        <img
          src={src}
          alt={alt}
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setFailed(src)}
          className={cx('size-full', crop ? 'object-cover' : 'object-contain')}
        />
      )}
      {crop && failed !== src && (
        <span
          title={t('cropped')}
          className="absolute right-1 bottom-1 size-2.5 border-r border-b border-white/80 drop-shadow-[0_0_1px_#000]"
        />
      )}
    </span>
  )
}
