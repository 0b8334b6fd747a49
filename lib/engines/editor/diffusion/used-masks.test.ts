import { describe, expect, it } from 'vitest'
import type { EditRequest } from '@/lib/engines/editor/editor'
import { createMask, createRaster, type Mask } from '@/lib/imaging/raster'
import { usedMasks } from './used-masks'

const square = (from: number, to: number): Mask => {
  const mask = createMask(64, 64)
  for (let y = from; y < to; y++) mask.data.fill(255, y * 64 + from, y * 64 + to)
  return mask
}

const text = {
  instruction: '',
  sourceCaption: 'a',
  targetCaption: 'b',
  editObject: 'cup',
  editType: 'replace',
}
const region = { fine: square(24, 40), contour: square(16, 48), box: square(0, 64), soft: square(24, 40) }
const request = (change: Partial<EditRequest> = {}): EditRequest => ({
  text,
  mode: 'region',
  anchor: createRaster(64, 64),
  region,
  draws: [],
  ...change,
})

const cells = (values: Float32Array | undefined) => [...new Set(values)].sort()

describe('the mask of a candidate', () => {
  it('is none in free-form', () => {
    expect(usedMasks(request({ mode: 'free-form' }))(0.5)).toBeNull()
  })

  it('is the fine mask as it is without a soft value, at latent resolution', () => {
    const used = usedMasks(request())(null)
    expect(used?.mask.data).toEqual(region.fine.data)
    expect(used?.latent).toMatchObject({ width: 8, height: 8 })
    expect(used?.latent.data.filter((value) => value === 1)).toHaveLength(4)
  })

  it('is soft where the fine mask and its hull differ', () => {
    const used = usedMasks(request())(0.3)
    expect(cells(used?.latent.data)).toEqual([0, Math.fround(0.3), 1])
    expect(used?.latent.data.filter((value) => value === Math.fround(0.3))).toHaveLength(12)
    expect(new Set(used?.mask.data)).toEqual(new Set([0, 77, 255]))
  })

  it('is the whole picture for NONE, in whatever words, and without a region', () => {
    const none = usedMasks(request({ text: { ...text, editObject: 'NONE (whole image)' } }))(0.3)
    const without = usedMasks(request({ region: null }))(null)
    for (const used of [none, without]) {
      expect(cells(used?.latent.data)).toEqual([1])
      expect(used?.mask.data.every((value) => value === 255)).toBe(true)
    }
  })

  it('is refused where the region lies between the model’s cells', () => {
    const speck = square(33, 36)
    const small = { fine: speck, contour: speck, box: speck, soft: speck }
    expect(() => usedMasks(request({ region: small }))(null)).toThrow(/too small/)
  })
})
