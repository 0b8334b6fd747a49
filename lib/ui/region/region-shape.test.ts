import { describe, expect, it } from 'vitest'
import { boxBetween, contains, moveBox } from './region-shape'

describe('boxes', () => {
  it('come out the same whichever corner the drag began at', () => {
    const box = { x: 10, y: 20, width: 31, height: 11 }
    expect(boxBetween([10.4, 20.2], [40.6, 30.9], 512, 512)).toEqual(box)
    expect(boxBetween([40.6, 20.2], [10.4, 30.9], 512, 512)).toEqual(box)
  })

  it('stay inside the frame and never vanish', () => {
    expect(boxBetween([-50, -50], [900, 900], 512, 300)).toEqual({ x: 0, y: 0, width: 512, height: 300 })
    expect(boxBetween([600, 600], [700, 700], 512, 512)).toEqual({ x: 511, y: 511, width: 1, height: 1 })
    expect(boxBetween([5, 5], [5, 5], 512, 512)).toEqual({ x: 5, y: 5, width: 1, height: 1 })
  })

  it('keep their size when they are pushed against an edge', () => {
    const box = { x: 500, y: 0, width: 10, height: 10 }
    expect(moveBox(box, 50, -50, 512, 512)).toEqual({ x: 502, y: 0, width: 10, height: 10 })
  })

  it('know whether one holds the other, edges included', () => {
    const frame = { x: 10, y: 10, width: 100, height: 100 }
    expect(contains(frame, { x: 10, y: 10, width: 100, height: 100 })).toBe(true)
    expect(contains(frame, { x: 11, y: 10, width: 100, height: 100 })).toBe(false)
  })
})
