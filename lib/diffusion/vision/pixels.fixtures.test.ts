import { describe, expect, it } from 'vitest'
import { decodeRaster } from '@/lib/imaging/codec'
import { defaultFrame } from '@/lib/imaging/frame'
import { normalising, type PlaneTarget, writePlanes } from '@/lib/imaging/planes'
import { resampleWindow } from '@/lib/imaging/resample'
import { torchBicubic, torchNearest } from '@/lib/imaging/resample-torch'
import {
  fixturePath,
  fixturesDir,
  needsFixtures,
  readFixtureJson,
  readNpy,
} from '@/lib/imaging/testing/fixtures'
import { magicBrushCrop } from './magicbrush-crop'

interface Sides {
  source: string
  target: string
}
interface Pair {
  name: string
  source_image: string
  target_image: string
  ultraedit_clip_resized_sample: Sides
  ultraedit_dinov2_resized_sample: Sides
  magicbrush_clip_pixels_sample: Sides
}

const load = (...parts: string[]) => decodeRaster(fixturePath(...parts), { profile: 'ignore' })

/** Largest difference to a sample of every n-th row and column. */
const sampleError = (file: string, side: number, write: (target: PlaneTarget) => void): number => {
  const data = new Float32Array(3 * side * side)
  write({ data, at: 0 })
  const { shape, data: wanted } = readNpy(fixturePath('cases', 'metrics', file))
  const count = shape.at(-1)!
  const step = Math.ceil(side / count)
  let worst = 0
  wanted.forEach((value, i) => {
    const [channel, y, x] = [Math.floor(i / (count * count)), Math.floor(i / count) % count, i % count]
    worst = Math.max(worst, Math.abs(value - data[(channel * side + y * step) * side + x * step]!))
  })
  return worst
}

describe.skipIf(!fixturesDir)(`pixels against PyTorch and Pillow${needsFixtures}`, () => {
  const pairs = fixturesDir ? (readFixtureJson('cases', 'metrics', 'cases.json') as Pair[]) : []
  const clip = normalising([0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711])

  it.each(pairs)('$name', async (pair) => {
    for (const side of ['source', 'target'] as const) {
      const picture = await load('cases', 'metrics', pair[`${side}_image`])
      const cubic = sampleError(pair.ultraedit_clip_resized_sample[side], 224, (target) =>
        torchBicubic(picture, 224, 224, target),
      )
      expect(cubic).toBeLessThan(1e-5) // PyTorch finds its positions in 32-bit floats
      const nearest = sampleError(pair.ultraedit_dinov2_resized_sample[side], 518, (target) =>
        torchNearest(picture, 518, 518, target),
      )
      expect(nearest).toBeLessThan(1e-7)
      const crop = sampleError(pair.magicbrush_clip_pixels_sample[side], 224, (target) =>
        writePlanes(magicBrushCrop(picture, 224, 224), { ...target, width: 224, height: 224 }, clip),
      )
      expect(crop).toBeLessThan(1e-6)
    }
  })

  interface Anchor {
    photo: string
    target_size: number
    output: string
  }
  const anchors = fixturesDir ? (readFixtureJson('cases', 'preprocess', 'cases.json') as Anchor[]) : []

  it.each(anchors)('anchor $output', async ({ photo, target_size, output }) => {
    const picture = await load(photo)
    const frame = defaultFrame(picture.width, picture.height, target_size)
    const made = resampleWindow(picture, {
      from: picture,
      to: { width: frame.scaledWidth, height: frame.scaledHeight },
      window: { x: frame.left, y: frame.top, width: frame.size, height: frame.size },
    })
    const wanted = await load('cases', 'preprocess', output)
    let sum = 0
    let far = 0
    wanted.data.forEach((v, i) => {
      const d = Math.abs(v - made.data[i]!)
      sum += d
      if (d > 8) far++
    })
    expect(sum / wanted.data.length).toBeLessThanOrEqual(photo.endsWith('.png') ? 0 : 1.5)
    expect(far / wanted.data.length).toBeLessThanOrEqual(0.005)
  })
})
