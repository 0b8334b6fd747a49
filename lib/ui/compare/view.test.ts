import { describe, expect, it } from 'vitest'
import {
  carryView,
  clampView,
  fitView,
  fullScale,
  gridFor,
  offsetOf,
  panBy,
  pictureAt,
  showsPixels,
  zoomAt,
} from './view'

const pane = { width: 800, height: 600 }
const picture = { width: 512, height: 512 }

describe('view', () => {
  it('fits the whole picture into the pane, in its middle', () => {
    const view = fitView(pane, picture)
    expect(view.scale).toBeCloseTo(560 / 512)
    const offset = offsetOf(view, pane)
    expect(offset.x).toBeCloseTo(120)
    expect(offset.y).toBeCloseTo(20)
  })

  it('keeps the pixel under the pointer where it is while zooming', () => {
    const at = { x: 613, y: 77 }
    const before = fitView(pane, picture)
    const under = pictureAt(before, pane, at)
    const after = pictureAt(zoomAt(before, pane, at, 5), pane, at)
    expect(after.x).toBeCloseTo(under.x)
    expect(after.y).toBeCloseTo(under.y)
  })

  it('moves with the hand at any scale', () => {
    const view = zoomAt(fitView(pane, picture), pane, { x: 400, y: 300 }, 4)
    const before = offsetOf(view, pane)
    const after = offsetOf(panBy(view, 30, -12), pane)
    expect(after.x - before.x).toBeCloseTo(30)
    expect(after.y - before.y).toBeCloseTo(-12)
  })

  it('never lets the picture be dragged out of sight', () => {
    const lost = clampView(panBy({ scale: 4, centre: { x: 256, y: 256 } }, 99_999, -99_999), pane, picture)
    expect(offsetOf(lost, pane).x).toBeCloseTo(20)
    expect(offsetOf(lost, pane).y + 512 * 4).toBeCloseTo(600 - 20)
  })

  it('centres a picture that is smaller than its pane', () => {
    expect(clampView({ scale: 1, centre: { x: 3, y: 500 } }, pane, picture).centre).toEqual({
      x: 256,
      y: 256,
    })
  })

  it('shows square pixels only where all of them come out equal', () => {
    expect(showsPixels(1, 1)).toBe(true)
    expect(showsPixels(1.27, 1)).toBe(false)
    expect(showsPixels(0.5, 2)).toBe(true)
    expect(showsPixels(2.4, 1)).toBe(true)
    expect(showsPixels(0.7, 1)).toBe(false)
    for (const ratio of [1, 1.25, 1.5, 2, 3]) expect(showsPixels(fullScale(ratio), ratio)).toBe(true)
  })

  it('arranges panes so that the picture comes out largest', () => {
    expect(gridFor({ width: 1200, height: 700 }, picture, 2)).toEqual({ columns: 2, rows: 1 })
    expect(gridFor({ width: 390, height: 560 }, picture, 2)).toEqual({ columns: 1, rows: 2 })
    expect(gridFor({ width: 1200, height: 900 }, picture, 4)).toEqual({ columns: 2, rows: 2 })
    expect(gridFor({ width: 1200, height: 700 }, picture, 1)).toEqual({ columns: 1, rows: 1 })
  })

  it('shows the same part of a picture of another size at the same scale', () => {
    const carried = carryView({ scale: 1, centre: { x: 128, y: 256 } }, picture, {
      width: 1024,
      height: 2048,
    })
    expect(carried).toEqual({ scale: 1, centre: { x: 256, y: 1024 } })
  })
})
