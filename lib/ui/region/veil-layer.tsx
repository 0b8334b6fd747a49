'use client'

import { useEffect, useRef } from 'react'
import { Layer } from '../compare/layer'
import type { RegionModel } from './region-model'

/** Pales what is outside of the region, as tracing paper with a hole cut out. Gone while there is no region. */
export function VeilLayer({ model }: { model: RegionModel }) {
  const ref = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const context = ref.current?.getContext('2d')
    if (!context) return
    let frame = 0
    const draw = () => {
      frame = 0
      const { width, height } = model
      context.globalCompositeOperation = 'copy'
      const shown = model.current().shape !== null || model.drawing
      context.fillStyle = shown ? getComputedStyle(context.canvas).color : 'transparent'
      context.fillRect(0, 0, width, height)
      context.globalCompositeOperation = 'destination-out'
      context.drawImage(model.canvas, 0, 0)
    }
    const ask = () => {
      frame ||= requestAnimationFrame(draw)
    }
    ask()
    const stop = model.subscribe(ask)
    return () => {
      stop()
      cancelAnimationFrame(frame)
    }
  }, [model])
  return (
    <Layer width={model.width} height={model.height}>
      <canvas
        ref={ref}
        aria-hidden
        width={model.width}
        height={model.height}
        className="pointer-events-none block size-full text-canvas opacity-60"
      />
    </Layer>
  )
}
