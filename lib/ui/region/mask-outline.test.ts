import { describe, expect, it } from 'vitest'
import { createMask, type Mask } from '@/lib/imaging/raster'
import { maskOutline, outlinePath } from './mask-outline'

const draw = (rows: readonly string[]): Mask => ({
  width: rows[0]!.length,
  height: rows.length,
  data: Uint8Array.from(rows.join(''), (sign) => (sign === '#' ? 255 : 0)),
})

/** Positive when the loop runs clockwise on screen: the inside is on the right. */
const area = (loop: readonly (readonly [number, number])[]) =>
  loop.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = loop[(i + 1) % loop.length]!
    return sum + (x * nextY - nextX * y) / 2
  }, 0)

describe('maskOutline', () => {
  it('has nothing to draw for an empty mask', () => {
    expect(maskOutline(createMask(8, 8))).toEqual([])
    expect(outlinePath([])).toBe('')
  })

  it('goes round a full mask along its edges', () => {
    const [loop, ...rest] = maskOutline(createMask(20, 10, 255))
    expect(rest).toEqual([])
    expect(loop).toEqual([
      [0, 0],
      [20, 0],
      [20, 10],
      [0, 10],
    ])
  })

  it('gives holes loops of their own that run the other way', () => {
    const loops = maskOutline(draw(['#####', '#...#', '#...#', '#...#', '#####']), 0)
    expect(loops).toHaveLength(2)
    expect(loops.map((loop) => Math.sign(area(loop))).sort()).toEqual([-1, 1])
  })

  it('keeps pixels that meet at a corner only apart', () => {
    expect(maskOutline(draw(['#.', '.#']), 0)).toHaveLength(2)
  })

  it('counts soft pixels from the middle on', () => {
    const soft: Mask = { width: 3, height: 1, data: Uint8Array.of(127, 128, 0) }
    expect(maskOutline(soft, 0)).toHaveLength(1)
  })

  it('stays within the tolerance of a drawn circle with few points', () => {
    const size = 200
    const radius = 80
    const mask = createMask(size, size)
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++)
        if (Math.hypot(x + 0.5 - 100, y + 0.5 - 100) < radius) mask.data[y * size + x] = 255
    const [loop] = maskOutline(mask)
    for (const [x, y] of loop!) expect(Math.abs(Math.hypot(x - 100, y - 100) - radius)).toBeLessThan(1.5)
    expect(loop!.length).toBeLessThan(80)
    expect(area(loop!)).toBeGreaterThan(Math.PI * radius ** 2 * 0.98)
  })
})
