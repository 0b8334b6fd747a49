import { describe, expect, it } from 'vitest'
import { decodeRaster, encodeRasterPng } from './codec'
import { defaultFrame, moveFrame } from './frame'
import { createRaster, type Raster } from './raster'
import { renderFrame } from './render-frame'
import { resizeRaster } from './resample'
import { fixturePath, fixturesDir, needsFixtures, readFixtureJson } from './testing/fixtures'

const gradient = (width: number, height: number): Raster => {
  const raster = createRaster(width, height)
  for (let i = 0; i < width * height; i++) {
    raster.data[i * 3] = (i % width) * 3
    raster.data[i * 3 + 1] = ((i * 7919) >> 3) & 255
    raster.data[i * 3 + 2] = Math.floor(i / width)
  }
  return raster
}

describe('renderFrame', () => {
  it('gives the same pixels as resizing the whole picture and cropping', async () => {
    const source = gradient(301, 97)
    const frame = moveFrame(defaultFrame(301, 97, 64), 40, 0)
    const whole = resizeRaster(source, frame.scaledWidth, frame.scaledHeight)
    const cut = await renderFrame(await encodeRasterPng(source), frame)
    for (let y = 0; y < 64; y++) {
      const at = (y * whole.width + frame.left) * 3
      expect(cut.data.subarray(y * 192, y * 192 + 192)).toEqual(whole.data.subarray(at, at + 192))
    }
  })

  it('refuses a frame of another picture', async () => {
    const png = await encodeRasterPng(gradient(100, 60))
    await expect(renderFrame(png, defaultFrame(60, 100, 32))).rejects.toMatchObject({ code: 'bad-input' })
  })
})

describe.skipIf(!fixturesDir)(`renderFrame against Pillow${needsFixtures}`, () => {
  const cases = fixturesDir
    ? (readFixtureJson('cases', 'preprocess', 'cases.json') as {
        photo: string
        input_size: [number, number]
        target_size: number
        output: string
      }[])
    : []
  it.each(cases)('matches load_image of $photo at $target_size', async (c) => {
    const actual = await renderFrame(fixturePath(c.photo), defaultFrame(...c.input_size, c.target_size))
    const expected = await decodeRaster(fixturePath('cases', 'preprocess', c.output))
    expect([actual.width, actual.height]).toEqual([expected.width, expected.height])
    const differences = actual.data.map((v, i) => Math.abs(v - expected.data[i]!))
    const largest = differences.reduce((a, b) => Math.max(a, b), 0)
    // JPEG decoders differ by a level or two; from PNG the resampler has to be exact.
    expect(largest).toBeLessThanOrEqual(c.photo.endsWith('.png') ? 0 : 2)
  })
})
