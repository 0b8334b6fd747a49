import { describe, expect, it } from 'vitest'
import {
  clampFrame,
  defaultFrame,
  frameContains,
  frameFits,
  frameRect,
  frameShowing,
  frameToSource,
  moveFrame,
  roundHalfEven,
  sourceToFrame,
} from './frame'

describe('frame geometry', () => {
  it('puts the default frame in the centre, short side to 512', () => {
    expect(defaultFrame(451, 300)).toEqual({
      scaledWidth: 769,
      scaledHeight: 512,
      left: 128,
      top: 0,
      size: 512,
    })
    expect(defaultFrame(600, 2400)).toMatchObject({ scaledWidth: 512, scaledHeight: 2048, top: 768 })
    expect(defaultFrame(800, 800)).toEqual({
      scaledWidth: 512,
      scaledHeight: 512,
      left: 0,
      top: 0,
      size: 512,
    })
  })

  it('rounds half a pixel of offset to even, as Pillow does', () => {
    expect([0.5, 1.5, 2.5, 3.5, 1.4].map(roundHalfEven)).toEqual([0, 2, 2, 4, 1])
    expect(defaultFrame(515, 512).left).toBe(2)
    expect(defaultFrame(513, 512).left).toBe(0)
  })

  it('fits every default frame, whatever the proportions', () => {
    for (let width = 16; width < 4000; width += 97)
      for (let height = 16; height < 4000; height += 89)
        expect(frameFits(defaultFrame(width, height), { width, height })).toBe(true)
  })

  it('keeps a moved frame inside the picture', () => {
    const frame = defaultFrame(1000, 500)
    expect(moveFrame(frame, 9999, 9999)).toMatchObject({ left: 512, top: 0 })
    expect(moveFrame(frame, -9999, 3)).toMatchObject({ left: 0, top: 0 })
    expect(clampFrame({ ...frame, left: 3.6, scaledHeight: 100 })).toMatchObject({
      left: 4,
      scaledHeight: 512,
    })
  })

  it('maps points there and back', () => {
    const source = { width: 1333, height: 777 }
    const frame = moveFrame(defaultFrame(1333, 777), -31, 0)
    const back = frameToSource(frame, source, sourceToFrame(frame, source, { x: 400.25, y: 99.5 }))
    expect(back.x).toBeCloseTo(400.25, 9)
    expect(back.y).toBeCloseTo(99.5, 9)
  })

  it('knows which rectangles it shows, and moves to show one', () => {
    const source = { width: 1000, height: 500 }
    const frame = defaultFrame(1000, 500)
    expect(frameRect(frame, source)).toEqual({ x: 250, y: 0, width: 500, height: 500 })
    expect(frameContains(frame, source, { x: 250, y: 0, width: 500, height: 500 })).toBe(true)
    const left = { x: 100, y: 10, width: 300, height: 100 }
    expect(frameContains(frame, source, left)).toBe(false)
    const moved = frameShowing(frame, source, left)
    expect(moved && frameContains(moved, source, left)).toBe(true)
    expect(frameShowing(frame, source, { x: 100, y: 0, width: 600, height: 100 })).toBeNull()
  })

  it('refuses bent, fractional and outlying frames', () => {
    const source = { width: 1000, height: 500 }
    const frame = defaultFrame(1000, 500)
    expect(frameFits({ ...frame, scaledWidth: 1100 }, source)).toBe(false)
    expect(frameFits({ ...frame, left: 0.5 }, source)).toBe(false)
    expect(frameFits({ ...frame, left: 600 }, source)).toBe(false)
    expect(frameFits(clampFrame({ ...frame, scaledWidth: 2048, scaledHeight: 1024 }), source)).toBe(true)
  })
})
