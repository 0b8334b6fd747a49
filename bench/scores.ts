import { createMask, createRaster, type Raster } from '@/lib/imaging/raster'
import { torchBicubic, torchNearest } from '@/lib/imaging/resample-torch'
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

/** Processor time, which on an idle machine is the time by the clock and on a busy one still says what a pair costs. */
const secondsPerPair = (score: (a: Raster, b: Raster) => unknown, seconds: number): number => {
  const pair = (i: number) => [pictures[i % 8], pictures[(i + 3) % 8]] as [Raster, Raster]
  for (let i = 0; i < 8; i++) score(...pair(i))
  const start = performance.now()
  const before = process.cpuUsage()
  let done = 0
  while (performance.now() - start < seconds * 1000) score(...pair(done++))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6 / done
}

/** A pair in a batch of two, as the encoders take it. */
const prepared = (resample: typeof torchBicubic, side: number) => {
  const data = new Float32Array(2 * 3 * side * side)
  return (a: Raster, b: Raster) => {
    resample(a, side, side, { data, at: 0 })
    resample(b, side, side, { data, at: data.length / 2 })
  }
}

const seconds = {
  ssim_l1_l2: secondsPerPair(pixelScores, 2),
  perceptual: secondsPerPair(perceptualDistance, 1),
  change_inside: secondsPerPair((a, b) => changeInside(a, b, mask), 1),
  clip_pixels: secondsPerPair(prepared(torchBicubic, 224), 1),
  dinov2_pixels: secondsPerPair(prepared(torchNearest, 518), 1),
}
const all = Object.values(seconds).reduce((sum, value) => sum + value, 0)
const share = (value: number) => Number((value / all).toFixed(3))
const ms = (value: number) => Number((value * 1000).toFixed(2))

// `pairs_s` is SSIM + L1 + L2 at 512² on one core (one walk over the pixels makes all three); `all_pairs_s` adds what
// else a pair costs the host: two scores, and both pictures as CLIP and DINOv2 want them.
console.log(
  JSON.stringify({
    bench: 'scores',
    pairs_s: Number((1 / seconds.ssim_l1_l2).toFixed(1)),
    all_pairs_s: Number((1 / all).toFixed(1)),
    ms: Object.fromEntries(Object.entries(seconds).map(([name, value]) => [name, ms(value)])),
    share: Object.fromEntries(Object.entries(seconds).map(([name, value]) => [name, share(value)])),
  }),
)
