'use client'

import { useEffect, useRef } from 'react'
import type { ViewControl } from '../compare/view-control'
import type { Look, Paints, StudioView } from './render-view'
import type { StudioClient } from './studio-client'

interface MaskCanvasProps {
  client: StudioClient
  control: ViewControl
  look: Look
}

/** How the picture lies on the stage, in CSS pixels. */
interface Lie {
  readonly scale: number
  readonly x: number
  readonly y: number
}

const rgb = (colour: string): Paints['canvas'] => {
  const [r = 0, g = 0, b = 0] = colour.match(/[\d.]+/g)?.map(Number) ?? []
  return [r, g, b]
}

/**
 * What the worker paints of the mask, over the whole stage in device pixels. While the view moves, what is there moves
 * along; the next painting replaces it in the same frame in which its transform ends.
 */
export function MaskCanvas({ client, control, look }: MaskCanvasProps) {
  const ref = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const canvas = ref.current
    const stage = canvas?.parentElement
    const context = canvas?.getContext('2d')
    if (!canvas || !stage || !context) return
    let frame = 0
    let id = 0
    let shown: Lie | null = null
    const asked = new Map<number, { lie: Lie; view: StudioView }>()

    const lieNow = (): Lie => {
      const { left, top } = stage.getBoundingClientRect()
      const scale = control.scale()
      const corner = control.pictureAt({ clientX: left, clientY: top })
      // Rounded as the picture is.
      return { scale, x: Math.round(-corner.x * scale), y: Math.round(-corner.y * scale) }
    }
    const ask = () => {
      frame = 0
      const lie = lieNow()
      const { width, height } = stage.getBoundingClientRect()
      const ratio = devicePixelRatio
      id += 1
      const view = {
        id,
        scale: lie.scale * ratio,
        x: lie.x * ratio,
        y: lie.y * ratio,
        width: Math.max(1, Math.round(width * ratio)),
        height: Math.max(1, Math.round(height * ratio)),
      }
      asked.set(id, { lie, view })
      const style = getComputedStyle(canvas)
      client.setView(view, { look, canvas: rgb(style.color), accent: rgb(style.outlineColor) })
    }
    const move = () => {
      if (shown) {
        const lie = lieNow()
        const by = lie.scale / shown.scale
        canvas.style.transform = `translate(${lie.x - shown.x * by}px, ${lie.y - shown.y * by}px) scale(${by})`
      }
      if (frame === 0) frame = requestAnimationFrame(ask)
    }
    let shownId = -1
    client.onPainted = ({ viewId, x, y, bitmap, whole }) => {
      const painted = asked.get(viewId)
      if (whole && painted) {
        for (const older of asked.keys()) if (older < viewId) asked.delete(older)
        const { width, height } = painted.view
        if (canvas.width !== width) canvas.width = width
        if (canvas.height !== height) canvas.height = height
        shown = painted.lie
        shownId = viewId
        move()
        // Only a later view is asked for; this one has just come.
        if (asked.size === 1) {
          cancelAnimationFrame(frame)
          frame = 0
        }
      }
      if (viewId === shownId) {
        context.clearRect(x, y, bitmap.width, bitmap.height)
        context.drawImage(bitmap, x, y)
      }
      bitmap.close()
    }
    move()
    const stop = control.subscribe(move)
    const theme = new MutationObserver(move)
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    scheme.addEventListener('change', move)
    return () => {
      stop()
      theme.disconnect()
      scheme.removeEventListener('change', move)
      cancelAnimationFrame(frame)
      client.onPainted = ({ bitmap }) => bitmap.close()
    }
  }, [client, control, look])
  return (
    <canvas
      ref={ref}
      aria-hidden
      className="pointer-events-none absolute inset-0 size-full origin-top-left text-canvas outline-focus"
    />
  )
}
