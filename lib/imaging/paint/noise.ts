import type { Plane } from './planes'
import { hashAt } from './random'

const ease = (t: number): number => t * t * t * (t * (t * 6 - 15) + 10)

/** Smooth value noise, 0–1, of unit cell. */
export const noiseAt = (x: number, y: number, seed: number): number => {
  const x0 = Math.floor(x)
  const y0 = Math.floor(y)
  const u = ease(x - x0)
  const v = ease(y - y0)
  const top = hashAt(x0, y0, seed) * (1 - u) + hashAt(x0 + 1, y0, seed) * u
  const bottom = hashAt(x0, y0 + 1, seed) * (1 - u) + hashAt(x0 + 1, y0 + 1, seed) * u
  return top * (1 - v) + bottom * v
}

/** Fractal noise, 0–1: `octaves` layers, each twice as fine and half as strong. */
export const fractalAt = (x: number, y: number, octaves: number, seed: number): number => {
  let sum = 0
  let weight = 0
  let scale = 1
  for (let octave = 0; octave < octaves; octave += 1) {
    sum += noiseAt(x / scale, y / scale, seed + octave * 101) * scale
    weight += scale
    scale /= 2
  }
  return sum / weight
}

export interface FractalShape {
  /** Size of the largest blobs, in pixels, along x and y. */
  readonly cellX: number
  readonly cellY: number
  readonly octaves: number
  readonly seed: number
}

/** A plane [H, W] of fractal noise, 0–1. */
export const fractalPlane = (width: number, height: number, shape: FractalShape): Plane => {
  const plane = new Float32Array(width * height)
  for (let y = 0, i = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, i += 1) {
      plane[i] = fractalAt(x / shape.cellX, y / shape.cellY, shape.octaves, shape.seed)
    }
  }
  return plane
}

/** White noise with mean 0 and standard deviation near 1, [H, W]. */
export const grainPlane = (width: number, height: number, seed: number): Plane => {
  const plane = new Float32Array(width * height)
  for (let y = 0, i = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, i += 1) {
      plane[i] = (hashAt(x, y, seed) + hashAt(x, y, seed + 1) + hashAt(x, y, seed + 2) - 1.5) * 2
    }
  }
  return plane
}
