import { describe, expect, it } from 'vitest'
import { decodeRaster } from '@/lib/imaging/codec'
import { areaFraction, maskIou } from '@/lib/imaging/masks/combine'
import { polygonMask } from '@/lib/imaging/masks/polygon'
import { createRaster, type Raster } from '@/lib/imaging/raster'
import { fixturePath, fixturesDir, needsFixtures } from '@/lib/imaging/testing/fixtures'
import { createGrabCutSegmenter } from './grabcut'
import { loadOpenCv } from './load-opencv'

const segmenter = createGrabCutSegmenter()

const disc = { x: 300, y: 220, radius: 110 }
const ring = Array.from({ length: 256 }, (_, i) => ({
  x: disc.x + disc.radius * Math.cos((i * Math.PI) / 128),
  y: disc.y + disc.radius * Math.sin((i * Math.PI) / 128),
}))

/** A grainy green disc on grainy brown. */
const scene = (): Raster => {
  const raster = createRaster(640, 480)
  let state = 5
  for (let i = 0; i < 640 * 480; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const grain = (state >>> 27) - 16
    const inside = Math.hypot((i % 640) + 0.5 - disc.x, Math.floor(i / 640) + 0.5 - disc.y) <= disc.radius
    raster.data.set(
      (inside ? [70, 160, 80] : [130, 90, 60]).map((v) => v + grain),
      i * 3,
    )
  }
  return raster
}
const box = { x: 170, y: 95, width: 260, height: 250 }
const truth = polygonMask(640, 480, [ring])

describe('the GrabCut segmenter', () => {
  it.each([
    ['a box', { kind: 'box', box }],
    ['a click', { kind: 'points', points: [{ x: 300, y: 220, on: true }], box }],
    [
      'a scribble',
      {
        kind: 'scribble',
        strokes: [
          {
            points: [
              { x: 230, y: 170 },
              { x: 360, y: 270 },
            ],
            radius: 6,
            mode: 'add',
          },
        ],
      },
    ],
  ] as const)('finds the disc in heavy grain from %s', async (_, prompt) => {
    const result = await segmenter.segment({ image: scene(), prompt, seed: 7 })
    expect(maskIou(result.mask, truth)).toBeGreaterThan(0.95)
    expect(new Set(result.mask.data)).toEqual(new Set([0, 255]))
    expect(result.elapsedMs).toBeGreaterThan(0)
  })

  it('gives the same mask for the same request, and leaves no memory behind', async () => {
    const request = { image: scene(), prompt: { kind: 'box', box } as const, seed: 11 }
    const { cv } = await loadOpenCv()
    const heap = () => (cv as unknown as { HEAP8: Int8Array }).HEAP8.length
    const first = await segmenter.segment(request)
    const before = heap()
    for (let i = 0; i < 6; i++) expect((await segmenter.segment(request)).mask.data).toEqual(first.mask.data)
    expect(heap()).toBe(before)
  })

  it('keeps out what a person marks as background', async () => {
    const strokes = [
      { points: [{ x: 250, y: 220 }], radius: 10, mode: 'add' as const },
      {
        points: [
          { x: 330, y: 150 },
          { x: 330, y: 300 },
        ],
        radius: 5,
        mode: 'erase' as const,
      },
    ]
    const { mask } = await segmenter.segment({
      image: scene(),
      prompt: { kind: 'scribble', strokes, box },
      seed: 7,
    })
    expect([mask.data[220 * 640 + 330], mask.data[220 * 640 + 250]]).toEqual([0, 255])
  })

  it('passes drawn regions through, by polygon and by label', async () => {
    const image = scene()
    const byPolygon = await segmenter.segment({ image, prompt: { kind: 'polygon', rings: [ring] }, seed: 0 })
    const regions = [{ label: 'Disc', rings: [ring] }]
    const byLabel = await segmenter.segment({
      image,
      prompt: { kind: 'label', label: ' disc', regions },
      seed: 0,
    })
    expect(byPolygon.mask.data).toEqual(truth.data)
    expect(byLabel.mask.data).toEqual(truth.data)
    const wrong = { kind: 'label', label: 'cat', regions } as const
    await expect(segmenter.segment({ image, prompt: wrong, seed: 0 })).rejects.toMatchObject({
      code: 'refused',
    })
  })

  it('refuses hints outside the picture, and survives a box round everything', async () => {
    const image = scene()
    const far = { kind: 'box', box: { x: 900, y: 900, width: 50, height: 50 } } as const
    await expect(segmenter.segment({ image, prompt: far, seed: 0 })).rejects.toMatchObject({
      code: 'bad-input',
    })
    const all = { kind: 'box', box: { x: 0, y: 0, width: 640, height: 480 } } as const
    expect(maskIou((await segmenter.segment({ image, prompt: all, seed: 0 })).mask, truth)).toBeGreaterThan(
      0.95,
    )
  })

  it('stops before it starts when cancelled', async () => {
    const request = { image: scene(), prompt: { kind: 'box', box } as const, seed: 7 }
    await expect(segmenter.segment(request, AbortSignal.abort())).rejects.toThrow()
  })
})

describe.skipIf(!fixturesDir)(`GrabCut on photographs${needsFixtures}`, () => {
  it('cuts cup and saucer out of the table', async () => {
    const image = await decodeRaster(fixturePath('photos', 'coffee.png'))
    const prompt = { kind: 'box', box: { x: 70, y: 12, width: 418, height: 374 } } as const
    const { mask } = await segmenter.segment({ image, prompt, seed: 7 })
    // Outlines measured by hand: the saucer's ellipse and the cup's rim above it.
    const ellipse = (cx: number, cy: number, rx: number, ry: number) =>
      Array.from({ length: 90 }, (_, i) => ({
        x: cx + rx * Math.cos((i * Math.PI) / 45),
        y: cy + ry * Math.sin((i * Math.PI) / 45),
      }))
    const saucer = polygonMask(600, 400, [ellipse(279, 230, 201, 155)])
    const cup = polygonMask(600, 400, [ellipse(290, 113, 116, 95)])
    for (let i = 0; i < saucer.data.length; i++) saucer.data[i] = Math.max(saucer.data[i]!, cup.data[i]!)
    expect(maskIou(mask, saucer)).toBeGreaterThan(0.9)
    expect(areaFraction(mask)).toBeGreaterThan(0.35)
  })
})
