import type { ReactNode } from 'react'

/** A place in the picture's own pixels, moved by the variables that ViewControl writes on the stage. */
export function Layer({ width, height, children }: { width: number; height: number; children: ReactNode }) {
  return (
    <div
      className="absolute top-0 left-0 origin-top-left [transform:translate(var(--x),var(--y))_scale(var(--s))] in-data-[pixels=true]:[image-rendering:pixelated]"
      style={{ width, height }}
    >
      {children}
    </div>
  )
}

/** A whole picture in its layer. Decoded with the frame that shows it, so that two pictures swap without a gap. */
export function PictureLayer({
  src,
  alt,
  width,
  height,
}: {
  src: string
  alt: string
  width: number
  height: number
}) {
  return (
    <Layer width={width} height={height}>
      {/* biome-ignore lint/performance/noImgElement: judged pixel by pixel, so no optimiser may touch it */}
      <img src={src} alt={alt} decoding="sync" draggable={false} className="block size-full select-none" />
    </Layer>
  )
}
