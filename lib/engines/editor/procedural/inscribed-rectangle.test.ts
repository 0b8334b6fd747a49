import { describe, expect, it } from 'vitest'
import { createRandom } from '@/lib/imaging/paint/random'
import { createMask } from '@/lib/imaging/raster'
import { inscribedRectangle } from './inscribed-rectangle'

describe('inscribedRectangle', () => {
  it('finds the largest area that a search over all rectangles finds', () => {
    const random = createRandom(4)
    for (let round = 0; round < 20; round += 1) {
      const mask = createMask(11, 8)
      for (let i = 0; i < mask.data.length; i += 1) mask.data[i] = random.next() < 0.8 ? 255 : 0
      const full = (x: number, y: number, w: number, h: number) => {
        for (let v = y; v < y + h; v += 1)
          for (let u = x; u < x + w; u += 1) if (!mask.data[v * 11 + u]) return false
        return true
      }
      let most = 0
      for (let y = 0; y < 8; y += 1) {
        for (let x = 0; x < 11; x += 1) {
          for (let h = 1; y + h <= 8; h += 1)
            for (let w = 1; x + w <= 11; w += 1) if (full(x, y, w, h)) most = Math.max(most, w * h)
        }
      }
      const found = inscribedRectangle(mask, (w, h) => w * h)
      expect(found && found.width * found.height).toBe(most)
      expect(found && full(found.x, found.y, found.width, found.height)).toBe(true)
    }
  })

  it('finds nothing in an empty mask', () => {
    expect(inscribedRectangle(createMask(5, 5), (w, h) => w * h)).toBeNull()
  })
})
