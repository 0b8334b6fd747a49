import { describe, expect, it } from 'vitest'
import { initialSettings } from './compare-settings'
import { drawsOf } from './draws'
import { panesOf } from './panes'

const bitmap = {} as ImageBitmap
const compared = { source: '/source', edited: '/edited', mask: '/mask' }
const frame = { width: 512, height: 512 }
const view = {
  stage: { width: 801, height: 600 },
  grid: { columns: 2, rows: 1 },
  devicePixelRatio: 1.5,
  scale: 1,
  corner: { x: 10, y: 20 },
  loupe: null,
}
const looking = { mode: 'side', againstParent: false, photo: false, swapped: false } as const

describe('drawsOf', () => {
  it('divides the canvas into whole device pixels without a gap', () => {
    const [left, right] = drawsOf(
      panesOf(compared, looking),
      frame,
      '/mask',
      view,
      initialSettings,
      () => bitmap,
    )
    expect(left?.pane).toEqual({ x: 0, y: 0, width: 601, height: 900 })
    expect(right?.pane).toEqual({ x: 601, y: 0, width: 601, height: 900 })
    expect(left).toMatchObject({ scale: 1.5, offset: { x: 15, y: 30 }, mask: bitmap })
  })

  it('leaves a pane empty until its picture is there', () => {
    const there = (url: string | null | undefined) => (url === '/edited' ? bitmap : null)
    const draws = drawsOf(panesOf(compared, looking), frame, '/mask', view, initialSettings, there)
    expect(draws.map(({ pane }) => pane.x)).toEqual([601])
    const slider = panesOf(compared, { ...looking, mode: 'slider' })
    expect(drawsOf(slider, frame, null, view, initialSettings, there)).toEqual([])
  })

  it('keeps the pixel under the loupe in the middle of its circle, for both pictures of a slider', () => {
    const slider = panesOf(compared, { ...looking, mode: 'slider' })
    const at = { ...view, grid: { columns: 1, rows: 1 }, loupe: { x: 300, y: 200 } }
    const [, ...loupes] = drawsOf(slider, frame, null, at, initialSettings, () => bitmap)
    expect(loupes).toHaveLength(2)
    for (const { circle, offset, scale } of loupes) {
      expect(((circle?.x ?? 0) - offset.x) / scale).toBeCloseTo(290, 0)
      expect(((circle?.y ?? 0) - offset.y) / scale).toBeCloseTo(180, 0)
    }
  })
})
