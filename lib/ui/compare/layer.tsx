import type { ReactNode } from 'react'
import type { Rect } from '@/lib/imaging/raster'
import type { Size } from './view'

/** A place in the picture's own pixels, moved by the variables that ViewControl writes on the stage. */
export function Layer({ width, height, children }: Size & { children: ReactNode }) {
  return (
    <div
      className="absolute top-0 left-0 origin-top-left [transform:translate(var(--x),var(--y))_scale(var(--s))] in-data-[pixels=true]:[image-rendering:pixelated]"
      style={{ width, height }}
    >
      {children}
    </div>
  )
}

/** The part of a larger picture that fills the layer: `rect` in the pixels of the whole, which is `of`. */
export interface Crop {
  readonly rect: Rect
  readonly of: Size
}

interface PictureLayerProps extends Size {
  src: string
  alt: string
  crop?: Crop
}

/** A picture in its layer. Decoded with the frame that shows it, so that two pictures swap without a gap. */
export function PictureLayer({ src, alt, width, height, crop }: PictureLayerProps) {
  const scaleX = crop ? width / crop.rect.width : 1
  const scaleY = crop ? height / crop.rect.height : 1
  return (
    <Layer width={width} height={height}>
      <div className="relative size-full overflow-hidden">
        {/* biome-ignore lint/performance/noImgElement: judged pixel by pixel, so no optimiser may touch it */}
        <img
          // A new element for a new picture: a browser goes on showing the old one until the new one has come, and
          // nobody may judge an edit by the picture before it. What was preloaded appears at once either way.
          key={src}
          src={src}
          alt={alt}
          decoding="sync"
          draggable={false}
          className="absolute max-w-none select-none"
          style={{
            left: crop ? -crop.rect.x * scaleX : 0,
            top: crop ? -crop.rect.y * scaleY : 0,
            width: crop ? crop.of.width * scaleX : width,
            height: crop ? crop.of.height * scaleY : height,
          }}
        />
      </div>
    </Layer>
  )
}
