import { createMask, createRaster, type Raster } from '@/lib/imaging/raster'
import { changeInside } from '@/lib/imaging/scores/change-inside'
import { perceptualDistance } from '@/lib/imaging/scores/perceptual-distance'
import { pixelScores } from '@/lib/imaging/scores/pixel-scores'

/** A picture with structure at several scales, different for every seed, without Math.random. */
const makePicture = (seed: number, side = 512): Raster => {
  const raster = createRaster(side, side)
  let state = seed >>> 0
  for (let i = 0; i < raster.data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const pixel = Math.floor(i / 3)
    const wave = 96 * Math.sin(((pixel % side) * (seed % 7)) / 90) + 128
    raster.data[i] = wave + (state >>> 27)
  }
  return raster
}

const pictures = Array.from({ length: 8 }, (_, i) => makePicture(i + 1))
const mask = createMask(512, 512)
mask.data.fill(255, 0, mask.data.length / 3)

const secondsPerPair = (score: (a: Raster, b: Raster) => unknown, seconds: number): number => {
  const pair = (i: number) => [pictures[i % 8], pictures[(i + 3) % 8]] as [Raster, Raster]
  for (let i = 0; i < 8; i++) score(...pair(i))
  const start = performance.now()
  let done = 0
  while (performance.now() - start < seconds * 1000) score(...pair(done++))
  return (performance.now() - start) / 1000 / done
}

const pixel = secondsPerPair(pixelScores, 2)
const perceptual = secondsPerPair(perceptualDistance, 1)
const inside = secondsPerPair((a, b) => changeInside(a, b, mask), 1)
const all = pixel + perceptual + inside
const share = (seconds: number) => Number((seconds / all).toFixed(3))

// `pairs_s` is SSIM + L1 + L2 at 512² on one thread; `all_pairs_s` adds the other two scores.
console.log(
  JSON.stringify({
    bench: 'scores',
    pairs_s: Number((1 / pixel).toFixed(1)),
    all_pairs_s: Number((1 / all).toFixed(1)),
    share: { pixel: share(pixel), perceptual: share(perceptual), change_inside: share(inside) },
  }),
)
