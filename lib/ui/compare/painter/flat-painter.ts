import type { Size } from '../view'
import type { Draw, Painter } from './painter'

/**
 * Without WebGL: plain pictures, sliders and an unamplified difference by the canvas's own means. Everything that
 * reads a mask is left out, and the viewer says so.
 */
export function openFlatPainter(canvas: HTMLCanvasElement): Painter | null {
  const context = canvas.getContext('2d')
  return (
    context && {
      shades: false,
      outlines: false,
      paint: paintOn(canvas, context),
      keep: () => false,
      close: () => {},
    }
  )
}

const paintOn =
  (canvas: HTMLCanvasElement, context: CanvasRenderingContext2D) =>
  ({ width, height }: Size, draws: readonly Draw[]): void => {
    if (canvas.width !== width) canvas.width = width
    if (canvas.height !== height) canvas.height = height
    context.clearRect(0, 0, width, height)
    for (const draw of draws) {
      context.save()
      clipTo(context, draw)
      drawPicture(context, draw, draw.first)
      if (draw.second && draw.kind === 'slider') {
        context.beginPath()
        context.rect(draw.pane.x + draw.cut, draw.pane.y, draw.pane.width, draw.pane.height)
        context.clip()
        drawPicture(context, draw, draw.second)
      }
      if (draw.second && draw.kind === 'difference') {
        context.globalCompositeOperation = 'difference'
        drawPicture(context, draw, draw.second)
      }
      context.restore()
    }
  }

const clipTo = (context: CanvasRenderingContext2D, { pane, circle }: Draw) => {
  context.beginPath()
  if (circle) context.arc(pane.x + circle.x, pane.y + circle.y, circle.radius, 0, 2 * Math.PI)
  else context.rect(pane.x, pane.y, pane.width, pane.height)
  context.clip()
}

const drawPicture = (context: CanvasRenderingContext2D, draw: Draw, picture: ImageBitmap) => {
  const { pane, offset, size, scale, pixels } = draw
  context.imageSmoothingEnabled = !pixels
  context.imageSmoothingQuality = 'medium'
  context.drawImage(picture, pane.x + offset.x, pane.y + offset.y, size.width * scale, size.height * scale)
}
