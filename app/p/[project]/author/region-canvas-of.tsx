'use client'

import { RegionCanvas } from '@/lib/ui/region/region-canvas'
import type { Region, useRegion } from './use-region'

interface RegionCanvasOfProps {
  of: ReturnType<typeof useRegion>
  /** The region that the canvas was opened with, once it is known. */
  loaded: Region | undefined
  src: string
  alt: string
  size: { readonly width: number; readonly height: number }
}

/** The canvas of a region hook, opened with the region that was picked. */
export function RegionCanvasOf({ of, loaded, src, alt, size }: RegionCanvasOfProps) {
  const mask = of.loadedId ? loaded?.fineUrl : null
  return (
    <RegionCanvas
      key={`${src} ${of.loadedId} ${mask}`}
      className="h-full"
      src={src}
      alt={alt}
      width={size.width}
      height={size.height}
      {...(mask && { initial: { shape: { kind: 'brush' }, mask } })}
      onChange={of.draw}
      onSegment={of.segment}
    />
  )
}
