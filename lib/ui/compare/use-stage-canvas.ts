'use client'

import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { openPainter } from './painter/open-painter'
import type { Draw, Painter } from './painter/painter'
import type { Size } from './view'
import type { ViewControl } from './view-control'

interface Scene {
  /** In CSS pixels. */
  readonly stage: Size
  /** Called once a frame that is painted. */
  readonly draws: () => Draw[]
  /** What is shown soon, kept on the graphics card along with what is drawn. */
  readonly keep: () => ImageBitmap[]
}

/** Paints the latest scene onto one canvas: now, or with the next frame. */
class Stage {
  scene: Scene = { stage: { width: 0, height: 0 }, draws: () => [], keep: () => [] }
  private frame = 0

  constructor(private readonly painter: Painter) {}

  readonly paint = () => {
    const { stage, draws, keep } = this.scene
    if (stage.width === 0) return
    const ratio = devicePixelRatio
    const drawn = draws()
    this.painter.paint(
      { width: Math.round(stage.width * ratio), height: Math.round(stage.height * ratio) },
      drawn,
      ratio,
    )
    const shown = drawn.flatMap(({ first, second, mask }) => [first, second, mask])
    const tidy = () => {
      const wanted = new Set([...shown, ...keep()].filter((one) => one !== null))
      if (this.painter.keep(wanted)) this.next(tidy)
    }
    // In the frames in which nothing moves.
    this.next(tidy)
  }

  readonly repaint = () => this.next(this.paint)

  close() {
    cancelAnimationFrame(this.frame)
    this.painter.close()
  }

  private next(work: () => void) {
    cancelAnimationFrame(this.frame)
    this.frame = requestAnimationFrame(work)
  }
}

/**
 * Paints a scene onto a canvas: at once when the component has rendered, so that the next pair comes with the frame
 * that brings its words, and once a frame while the view moves.
 */
export function useStageCanvas(
  canvas: RefObject<HTMLCanvasElement | null>,
  control: ViewControl,
  scene: Scene,
): { readonly shades: boolean; readonly outlines: boolean; readonly repaint: () => void } {
  const [can, setCan] = useState({ shades: true, outlines: true })
  const stage = useRef<Stage | null>(null)
  const [repaint] = useState(() => () => stage.current?.repaint())

  useLayoutEffect(() => {
    const element = canvas.current
    const painter = element && openPainter(element)
    if (!painter) return
    setCan({ shades: painter.shades, outlines: painter.outlines })
    const opened = new Stage(painter)
    stage.current = opened
    const stop = control.subscribe(repaint)
    element.addEventListener('webglcontextrestored', repaint)
    return () => {
      stop()
      element.removeEventListener('webglcontextrestored', repaint)
      opened.close()
      stage.current = null
    }
  }, [canvas, control, repaint])

  // After every render, whatever changed.
  useLayoutEffect(() => {
    if (!stage.current) return
    stage.current.scene = scene
    stage.current.paint()
  })

  return { ...can, repaint }
}
