/** What a press on the picture does. */
export const studioTools = [
  'click',
  'scribble',
  'brush',
  'eraser',
  'lasso',
  'polygon',
  'box',
  'hand',
] as const
export type StudioTool = (typeof studioTools)[number]

export const toolKeys: Record<StudioTool, string> = {
  click: 'W',
  scribble: 'S',
  brush: 'B',
  eraser: 'E',
  lasso: 'Q',
  polygon: 'L',
  box: 'X',
  hand: 'H',
}

export const isBrush = (tool: StudioTool) => tool === 'brush' || tool === 'eraser'
export const isShape = (tool: StudioTool) => tool === 'lasso' || tool === 'polygon'
export const isSegment = (tool: StudioTool) => tool === 'click' || tool === 'scribble'

/** Whether shapes and found masks join what is marked or are taken from it. */
export type Mode = 'add' | 'subtract'

/** Brush diameters in pixels of the mask: even steps to the eye from one pixel to `mostDiameter`. */
export const mostDiameter = 1024
export const stepsOfDiameter = 60

export const diameterOf = (step: number): number =>
  Math.max(1, Math.round(mostDiameter ** (Math.min(Math.max(step, 0), stepsOfDiameter) / stepsOfDiameter)))

export const stepOf = (diameter: number): number =>
  Math.round((Math.log(diameter) / Math.log(mostDiameter)) * stepsOfDiameter)

/** A twelfth of the short side. */
export const firstDiameter = (width: number, height: number): number =>
  Math.max(4, Math.round(Math.min(width, height) / 12))

/** What a click tells the segmenter of the object: some of its colours, so more than one pixel. */
export const clickRadius = (width: number, height: number): number =>
  Math.max(3, Math.min(width, height) / 64)
