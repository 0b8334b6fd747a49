import type { Size } from '../view'
import { openFlatPainter } from './flat-painter'
import { openGlPainter } from './gl-painter'
import type { Draw, Painter } from './painter'

/**
 * The quickest way that this browser has: its graphics card for everything. Without one, WebGL runs on the processor
 * and the page waits for every frame that it reads back (measured: 150 ms a frame for two 4-megapixel pictures), so
 * plain pictures are drawn by the canvas itself, and only what a shader is needed for is left to it.
 */
export function openPainter(canvas: HTMLCanvasElement): Painter | null {
  return hasGraphicsCard() ? openGlPainter(canvas) : openMixedPainter(canvas)
}

/** Names under which WebGL on the processor goes. */
const software = /swiftshader|llvmpipe|softpipe|software|basic render/i

/** Asked on a canvas of its own: one that has refused a kind of context may give no other. */
const hasGraphicsCard = (): boolean => {
  const trial = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true })
  if (!trial) return false
  // Chromium raises no caveat for its own software renderer where there is no other to prefer.
  const named = trial.getExtension('WEBGL_debug_renderer_info')
  const renderer = String(trial.getParameter(named ? named.UNMASKED_RENDERER_WEBGL : trial.RENDERER))
  trial.getExtension('WEBGL_lose_context')?.loseContext()
  return !software.test(renderer)
}

function openMixedPainter(canvas: HTMLCanvasElement): Painter | null {
  const flat = openFlatPainter(canvas)
  const context = canvas.getContext('2d')
  if (!flat || !context) return null
  const shaded = document.createElement('canvas')
  const shader = openGlPainter(shaded)
  if (!shader) return flat
  const paint = (size: Size, draws: readonly Draw[], ratio: number) => {
    if (draws.every(isPlain)) return flat.paint(size, draws, ratio)
    flat.paint(size, [], ratio)
    shader.paint(size, draws, ratio)
    context.drawImage(shaded, 0, 0)
  }
  // Nothing is handed over ahead: the processor has no memory of its own to hand it to.
  return { shades: true, outlines: false, paint, keep: () => false, close: shader.close.bind(shader) }
}

const isPlain = ({ kind, only, overlay, mask }: Draw) =>
  (kind === 'picture' || kind === 'slider') && (mask === null || (only === 'all' && overlay === 0))
