import { describe, expect, test } from 'vitest'
import { decodeRle } from '@/lib/imaging/masks/rle'
import { MaskSession } from '@/lib/imaging/masks/tiles/mask-session'
import { regionOfSession } from './mask-region'
import { onCanvas, renderView } from './render-view'
import { simplifyPath } from './simplify-path'
import { diameterOf, mostDiameter, stepOf, stepsOfDiameter } from './studio-tools'

const box = (x: number, y: number, width: number, height: number) =>
  ({ kind: 'box', how: 'add', box: { x, y, width, height } }) as const
const paints = { look: 'mask', canvas: [46, 46, 46], accent: [240, 168, 64] } as const

describe('what is painted of a mask', () => {
  const session = new MaskSession(300, 280)
  session.apply(box(10, 20, 270, 100))

  test('is each pixel’s value at its place, moved and scaled, and nothing beyond the picture', () => {
    const view = { id: 1, scale: 2, x: -40, y: 15, width: 700, height: 620 }
    const rect = { x: 0, y: 0, width: 700, height: 620 }
    const rgba = renderView(session.mask, view, rect, paints)
    for (let y = 0; y < 620; y += 7)
      for (let x = 0; x < 700; x += 7) {
        const [mx, my] = [Math.floor((x + 0.5 + 40) / 2), Math.floor((y + 0.5 - 15) / 2)]
        const inside = mx >= 0 && my >= 0 && mx < 300 && my < 280
        const at = (y * 700 + x) * 4
        expect(rgba[at + 3]).toBe(inside ? 255 : 0)
        if (inside) expect(rgba[at]).toBe(session.mask.valueAt(mx, my))
      }
  })

  test('is the same in parts as in one piece', () => {
    const view = { id: 1, scale: 0.7, x: 3, y: 5, width: 220, height: 210 }
    for (const look of ['veil', 'tint'] as const) {
      const whole = renderView(
        session.mask,
        view,
        { x: 0, y: 0, width: 220, height: 210 },
        { ...paints, look },
      )
      const part = { x: 60, y: 40, width: 90, height: 80 }
      const seen = renderView(session.mask, view, part, { ...paints, look })
      for (let y = 0; y < part.height; y++) {
        const from = ((y + part.y) * 220 + part.x) * 4
        const row = seen.subarray(y * part.width * 4, (y + 1) * part.width * 4)
        expect([...row]).toEqual([...whole.subarray(from, from + part.width * 4)])
      }
    }
  })

  test('a place of the mask is found on the canvas with its outline', () => {
    const view = { id: 1, scale: 0.5, x: 10, y: 20, width: 100, height: 100 }
    expect(onCanvas({ x: 40, y: 40, width: 20, height: 10 }, view)).toEqual({
      x: 28,
      y: 38,
      width: 14,
      height: 9,
    })
    expect(onCanvas({ x: 400, y: 40, width: 20, height: 10 }, view).width).toBe(0)
  })
})

describe('what is saved', () => {
  test('is neither nothing nor everything, and else what is drawn', () => {
    const session = new MaskSession(300, 280)
    expect(regionOfSession(session)).toEqual({ ok: false, reason: 'empty' })
    session.apply({ kind: 'invert' })
    expect(regionOfSession(session)).toEqual({ ok: false, reason: 'full' })
    session.undo()
    session.apply(box(250, 100, 40, 30), 'segmenter/grabcut')
    const region = regionOfSession(session)
    expect(region).toMatchObject({
      ok: true,
      bounds: { x: 250, y: 100, width: 40, height: 30 },
      engines: ['segmenter/grabcut'],
      areaFraction: 1200 / 84_000,
    })
    const mask = decodeRle((region as { rle: Parameters<typeof decodeRle>[0] }).rle)
    expect(Buffer.compare(mask.data, session.mask.read({ x: 0, y: 0, width: 300, height: 280 }).data)).toBe(0)
  })

  test('names an engine only while what it found is not undone', () => {
    const session = new MaskSession(100, 100)
    session.apply(box(10, 10, 20, 20), 'segmenter/grabcut')
    session.undo()
    expect(session.state().engines).toEqual([])
    session.redo()
    expect(session.state().engines).toEqual(['segmenter/grabcut'])
    session.undo()
    session.apply(box(50, 50, 20, 20))
    expect(session.state()).toMatchObject({ engines: [], marked: 400, steps: 1, canRedo: false })
  })
})

describe('a draft', () => {
  test('brings the mask back over what was there, as one step', () => {
    const session = new MaskSession(600, 300)
    session.apply(box(10, 20, 500, 100), 'sam')
    session.apply({ kind: 'feather', radius: 9 })
    const again = new MaskSession(600, 300)
    again.begin((mask) => mask.touch(0).fill(200, 0, 500))
    const before = again.mask.read({ x: 0, y: 0, width: 600, height: 300 })
    expect(again.restore(session.draft())).toBe(true)
    const whole = { x: 0, y: 0, width: 600, height: 300 }
    expect(Buffer.compare(again.mask.read(whole).data, session.mask.read(whole).data)).toBe(0)
    expect(again.state()).toMatchObject({ steps: 1, engines: ['sam'], marked: session.state().marked })
    again.undo()
    expect(Buffer.compare(again.mask.read(whole).data, before.data)).toBe(0)
  })

  test('of another size is left alone', () => {
    const session = new MaskSession(100, 100)
    expect(session.restore(new MaskSession(100, 90).draft())).toBe(false)
  })
})

test('a lasso keeps its shape with few corners', () => {
  const circle = Array.from({ length: 400 }, (_, i) => ({
    x: 100 + 80 * Math.cos((i / 399) * 2 * Math.PI),
    y: 100 + 80 * Math.sin((i / 399) * 2 * Math.PI),
  }))
  const kept = simplifyPath(circle, 2, 64)
  expect(kept.length).toBeLessThan(40)
  for (const { x, y } of circle) {
    const near = kept.some((a, i) => {
      const b = kept[(i + 1) % kept.length]!
      const length = Math.hypot(b.x - a.x, b.y - a.y) || 1
      const along = Math.min(
        1,
        Math.max(0, ((x - a.x) * (b.x - a.x) + (y - a.y) * (b.y - a.y)) / length / length),
      )
      return Math.hypot(x - a.x - along * (b.x - a.x), y - a.y - along * (b.y - a.y)) <= 2.001
    })
    expect(near).toBe(true)
  }
  expect(simplifyPath(circle, 0.001, 20).length).toBeLessThanOrEqual(20)
})

test('brush sizes step from one pixel to the largest and back', () => {
  expect(diameterOf(0)).toBe(1)
  expect(diameterOf(stepsOfDiameter)).toBe(mostDiameter)
  for (let step = 12; step <= stepsOfDiameter; step++)
    expect(Math.abs(stepOf(diameterOf(step)) - step)).toBeLessThanOrEqual(1)
})
