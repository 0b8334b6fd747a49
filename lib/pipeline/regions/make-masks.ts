import type { EngineIdentity } from '@/lib/engines/identity'
import { createGrabCutSegmenter } from '@/lib/engines/segmenter/grabcut'
import type { Segmentation } from '@/lib/engines/segmenter/segmenter'
import { decodeRaster, encodeMaskPng } from '@/lib/imaging/codec'
import { maskBounds } from '@/lib/imaging/masks/box-mask'
import { binariseMask } from '@/lib/imaging/masks/combine'
import { engineMasks } from '@/lib/imaging/masks/engine-masks'
import { judgeMask, type MaskRules, type MaskVerdict } from '@/lib/imaging/masks/judge-mask'
import { decodeRle } from '@/lib/imaging/masks/rle'
import type { Raster, Rect } from '@/lib/imaging/raster'
import { promptOf } from './prompt-of'
import type { RegionInput } from './schema'

export interface MaskOrder {
  /** The frame's picture, PNG. */
  readonly frame: Uint8Array
  readonly input: RegionInput
  /** What a model made of it, if one was asked. */
  readonly found: FoundMask | null
  readonly rules: MaskRules
  readonly seed: number
}

export interface MadeMasks {
  readonly verdict: MaskVerdict
  readonly engine: EngineIdentity
  readonly engineMs: number
  readonly bbox: Rect | null
  /** 8-bit grey PNGs of the frame's size; null when the mask was empty. */
  readonly masks: Readonly<Record<'fine' | 'contour' | 'box' | 'soft', Uint8Array>> | null
}

const drawn: EngineIdentity = { name: 'person', version: '1', isModel: false, models: [], provider: 'host' }

/** A fine mask with who made it; a model's comes from its device's process, the rest is made here. */
export interface FoundMask extends Segmentation {
  readonly engine: EngineIdentity
}

const fineMask = async (image: Raster, { input, found, seed }: MaskOrder): Promise<FoundMask> => {
  if (found) return found
  if (input.kind === 'mask') {
    const mask = binariseMask(decodeRle({ size: input.rle.size, counts: input.rle.counts }))
    const bounds = maskBounds(mask)
    return { mask, boxes: bounds ? [bounds] : [], elapsedMs: 0, engine: drawn }
  }
  const segmenter = createGrabCutSegmenter()
  const made = await segmenter.segment({ image, prompt: promptOf(input, ''), seed })
  return { ...made, engine: input.kind === 'polygon' ? drawn : segmenter.identity }
}

/** Fine, contour, box and soft masks of one region, judged by the project's rules. Runs in a thread. */
export const makeMasks = async (order: MaskOrder): Promise<MadeMasks> => {
  const image = await decodeRaster(Buffer.from(order.frame))
  const { mask: fine, boxes, elapsedMs, engine } = await fineMask(image, order)
  const verdict = judgeMask(fine, order.rules)
  const facts = { verdict, engine, engineMs: Math.round(elapsedMs), bbox: maskBounds(fine) }
  if (!facts.bbox) return { ...facts, masks: null }
  const { contour, box, soft } = engineMasks(fine, boxes)
  const [finePng, contourPng, boxPng, softPng] = await Promise.all(
    [fine, contour, box, soft].map(encodeMaskPng),
  )
  if (!finePng || !contourPng || !boxPng || !softPng) throw new Error('a mask was not encoded')
  return { ...facts, masks: { fine: finePng, contour: contourPng, box: boxPng, soft: softPng } }
}
