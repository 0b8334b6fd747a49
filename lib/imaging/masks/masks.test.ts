import { describe, expect, it } from 'vitest'
import { decodeMask, encodeMaskPng } from '../codec'
import { createMask, type Mask } from '../raster'
import { boxMask, maskBounds } from './box-mask'
import { areaFraction, intersectMasks, invertMask, maskIou, subtractMasks, unionMasks } from './combine'
import { countExternalContours } from './components'
import { contourMask } from './contour-mask'
import { judgeMask, publishedMaskRules } from './judge-mask'
import { polygonMask } from './polygon'
import { decodeRle, encodeRle } from './rle'
import { chooseMasks, latentMask, softMask } from './soft-mask'
import { drawStrokes, strokesMask } from './strokes'

/** A mask drawn as text: `#` is edit. */
const draw = (...rows: string[]): Mask => {
  const mask = createMask(rows[0]!.length, rows.length)
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) mask.data[y * mask.width + x] = row[x] === '#' ? 255 : 0
  })
  return mask
}

const show = (mask: Mask): string[] =>
  Array.from({ length: mask.height }, (_, y) =>
    Array.from(mask.data.subarray(y * mask.width, (y + 1) * mask.width), (v) => (v > 127 ? '#' : '.')).join(
      '',
    ),
  )

describe('combining masks', () => {
  const [a, b] = [draw('##..'), draw('.##.')]
  it('unites, intersects, subtracts and inverts', () => {
    expect(show(unionMasks(a, b))).toEqual(['###.'])
    expect(show(intersectMasks(a, b))).toEqual(['.#..'])
    expect(show(subtractMasks(a, b))).toEqual(['#...'])
    expect(show(invertMask(a))).toEqual(['..##'])
    expect(maskIou(a, b)).toBeCloseTo(1 / 3)
  })
  it('refuses masks of different sizes', () => {
    expect(() => unionMasks(a, draw('#'))).toThrow(/different sizes/)
  })
  it('counts soft values by their weight in the area', () => {
    expect(areaFraction({ width: 2, height: 1, data: Uint8Array.of(51, 0) })).toBeCloseTo(0.1, 12)
  })
})

describe('contours and hulls', () => {
  it('joins diagonals and does not count what lies in a hole', () => {
    expect(countExternalContours(draw('#..', '.#.', '..#'))).toBe(1)
    expect(countExternalContours(draw('#####', '#...#', '#.#.#', '#...#', '#####', '.....', '#.#.#'))).toBe(4)
  })
  it('fills the hull of each part', () => {
    const hull = contourMask(draw('#....', '#....', '####.', '.....', '....#'), { denoise: 'none' })
    expect(show(hull)).toEqual(['#....', '###..', '####.', '.....', '....#'])
  })
  it('removes a lone speck when denoising and keeps a solid block', () => {
    const block = boxMask(64, 64, [{ x: 8, y: 8, width: 24, height: 24 }])
    const mask = { ...block, data: block.data.slice() }
    mask.data[50 * 64 + 50] = 255
    const smooth = contourMask(mask)
    expect(maskBounds(smooth)).toEqual({ x: 8, y: 8, width: 24, height: 24 })
    // Non-local means rounds the corners off.
    expect(maskIou(smooth, block)).toBeGreaterThan(0.98)
  })
})

describe('judgeMask', () => {
  const square = (side: number) => boxMask(100, 100, [{ x: 0, y: 0, width: side, height: side }])
  it.each([
    [0, 'empty'],
    [10, 'too-small'],
    [11, null],
    [94, null],
    [95, 'too-large'],
  ])('a square of %i %% side is %s', (side, rule) => {
    const verdict = judgeMask(square(side))
    expect(verdict.ok ? null : verdict.rule).toBe(rule)
    if (!verdict.ok) expect(verdict.reason.length * verdict.fix.length).toBeGreaterThan(0)
  })
  it('asks for four parts under the published rules', () => {
    const verdict = judgeMask(square(50), publishedMaskRules)
    expect(verdict).toMatchObject({ ok: false, rule: 'too-few-contours', contours: 1 })
  })
})

describe('choice and soft masks', () => {
  it('chooses by the number of contours', () => {
    const choice = (n: number) => Object.values(chooseMasks(n)).join('+')
    expect([0, 1, 149, 150, 499, 500].map(choice)).toEqual([
      'fine+fine',
      'fine+contour',
      'fine+contour',
      'contour+box',
      'contour+box',
      'fine+fine',
    ])
  })
  it('is soft exactly where the two differ', () => {
    expect([...softMask(draw('##..'), draw('#.#.'), 0.3).data]).toEqual([255, 77, 77, 0])
  })
  it('takes the upper left pixel of each eight at latent resolution', () => {
    const mask = createMask(16, 8)
    mask.data[8] = 128
    mask.data[1] = 255
    expect([...latentMask(mask).data]).toEqual([0, 1])
  })
})

describe('drawing', () => {
  it('fills a polygon at pixel centres, with holes', () => {
    const ring = (x0: number, y0: number, x1: number, y1: number) => [
      { x: x0, y: y0 },
      { x: x1, y: y0 },
      { x: x1, y: y1 },
      { x: x0, y: y1 },
    ]
    expect(show(polygonMask(5, 4, [ring(0, 0, 4, 3), ring(1, 1, 2, 2)]))).toEqual([
      '####.',
      '#.##.',
      '####.',
      '.....',
    ])
    expect(show(polygonMask(3, 1, [ring(-9, -9, 9, 9)]))).toEqual(['###'])
  })
  it('draws and erases with a round brush', () => {
    const line = {
      points: [
        { x: 1.5, y: 1.5 },
        { x: 4.5, y: 1.5 },
      ],
      radius: 1,
      mode: 'add' as const,
    }
    const mask = strokesMask(6, 3, [line])
    expect(show(mask)).toEqual(['.####.', '######', '.####.'])
    expect(show(drawStrokes(mask, [{ points: [{ x: 3, y: 1.5 }], radius: 0.6, mode: 'erase' }]))[1]).toBe(
      '##..##',
    )
  })
  it('finds the bounds', () => {
    expect(maskBounds(draw('....', '.##.', '..#.'))).toEqual({ x: 1, y: 1, width: 2, height: 2 })
    expect(maskBounds(draw('...'))).toBeNull()
  })
})

describe('COCO run lengths', () => {
  it('writes what pycocotools writes', () => {
    // Five bits a character, low bits first, +32 while more follow, +48; from the fourth run on differences to the
    // run two before: 2 − 4 = −2 is `N`, 100 is `T3`.
    const column = (...runs: number[]) => draw(...runs.flatMap((n, i) => Array(n).fill(i % 2 ? '#' : '.')))
    expect(encodeRle(column(3, 4, 2, 2))).toEqual({ size: [11, 1], counts: '342N' })
    expect(encodeRle(column(100, 1))).toEqual({ size: [101, 1], counts: 'T31' })
    expect(encodeRle(draw('.#.', '.#.', '...', '#..'))).toEqual({ size: [4, 3], counts: '336' })
  })
  it('comes back unchanged, also for long and short runs in turn', () => {
    for (const seed of [1, 2, 3, 4]) {
      const mask = createMask(37, 300)
      let state = seed
      for (let i = 0; i < mask.data.length; i++) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0
        mask.data[i] = state >>> 24 > 40 * seed || i % 7 === 0 ? 255 : 0
      }
      expect(decodeRle(encodeRle(mask)).data).toEqual(mask.data)
    }
    const full = createMask(1000, 1000, 255)
    expect(decodeRle(encodeRle(full)).data.every((v) => v === 255)).toBe(true)
    expect(show(decodeRle({ size: [2, 2], counts: [1, 2, 1] }))).toEqual(['.#', '#.'])
  })
  it('refuses runs that do not fill the picture, and text that is none', () => {
    for (const counts of ['', 'zzzz\u0000', '1', [3, -1, 2], [5]]) {
      expect(() => decodeRle({ size: [2, 2], counts })).toThrow(/do not add up/)
    }
  })
})

describe('mask files', () => {
  it('are grey PNGs that keep every value', async () => {
    const mask: Mask = { width: 256, height: 1, data: Uint8Array.from({ length: 256 }, (_, i) => i) }
    const png = await encodeMaskPng(mask)
    expect([png[24], png[25]]).toEqual([8, 0])
    expect((await decodeMask(png)).data).toEqual(mask.data)
    expect(await encodeMaskPng(mask)).toEqual(png)
  })
})
