import { type Affine, type PlaneTarget, writePlanes } from '@/lib/imaging/planes'
import type { Raster } from '@/lib/imaging/raster'
import { torchBicubic, torchNearest } from '@/lib/imaging/resample-torch'
import { magicBrushCrop } from './magicbrush-crop'

/**
 * How a published evaluation shows a picture to a model: writes [3, side, side] of it, with the model's own
 * normalisation where it uses that.
 */
export type Look = (picture: Raster, target: PlaneTarget, side: number, levels: Affine) => void

/** UltraEdit's CLIP: bent to the square by PyTorch's bicubic, neither cropped nor averaged. */
export const ultraEditClip: Look = (picture, target, side, levels) =>
  torchBicubic(picture, side, side, target, levels)

/** UltraEdit's DINOv2: bent to the square by PyTorch's nearest, values left in [0,1]. */
export const ultraEditDinov2: Look = (picture, target, side) => torchNearest(picture, side, side, target)

/** MagicBrush's CLIP-I and CLIP-T: OpenAI's own preparation, short side and crop alike. */
export const magicBrushClip: Look = (picture, target, side, levels) =>
  writePlanes(magicBrushCrop(picture, side, side), { ...target, width: side, height: side }, levels)

/** MagicBrush's DINO: ImageNet's evaluation, short side 256 for a crop of 224. */
export const magicBrushDino: Look = (picture, target, side, levels) => {
  const crop = magicBrushCrop(picture, Math.round((side * 256) / 224), side)
  writePlanes(crop, { ...target, width: side, height: side }, levels)
}
