import type { Mask, Raster } from '../raster'
import { changeInside } from './change-inside'
import { perceptualDistance } from './perceptual-distance'
import { type PixelScores, pixelScores } from './pixel-scores'

export interface PairScores extends PixelScores {
  /** Mean ΔE-OK × 100 at reduced scale. */
  readonly perceptual: number
  /** Share of the change inside the mask, 0–1; null without a mask or without a change. */
  readonly changeInside: number | null
}

/** Every score of a (source, edited) pair that needs no model. `mask` is the region's soft or chosen mask. */
export const scorePair = (source: Raster, edited: Raster, mask: Mask | null): PairScores => ({
  ...pixelScores(source, edited),
  perceptual: perceptualDistance(source, edited),
  changeInside: mask ? changeInside(source, edited, mask) : null,
})
