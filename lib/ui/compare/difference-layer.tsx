'use client'

import { useEffect, useRef } from 'react'
import { Layer } from './layer'
import { loadImage } from './load-image'

/** |source − edited| by the compositor's own blend mode; amplified so that a change of a few levels shows. */
const amplification = 4

interface DifferenceLayerProps {
  source: string
  edited: string
  label: string
  width: number
  height: number
}

export function DifferenceLayer({ source, edited, label, width, height }: DifferenceLayerProps) {
  const ref = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let current = true
    const draw = async () => {
      const [a, b] = await Promise.all([loadImage(source), loadImage(edited)])
      const context = ref.current?.getContext('2d')
      if (!current || !context) return
      context.globalCompositeOperation = 'copy'
      context.drawImage(a, 0, 0, width, height)
      context.globalCompositeOperation = 'difference'
      context.drawImage(b, 0, 0, width, height)
    }
    // A picture that can't be loaded is reported by the viewer, which shows the same two.
    draw().catch(() => undefined)
    return () => {
      current = false
    }
  }, [source, edited, width, height])
  return (
    <Layer width={width} height={height}>
      <canvas
        ref={ref}
        role="img"
        aria-label={label}
        width={width}
        height={height}
        className="block size-full bg-black"
        style={{ filter: `brightness(${amplification})` }}
      />
    </Layer>
  )
}
