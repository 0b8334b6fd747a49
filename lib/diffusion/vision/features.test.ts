import { describe, expect, it } from 'vitest'
import { clipScores } from './clip-scores'
import { cosine, featureRows, unit } from './features'
import { inBatches } from './in-batches'

const v = (...values: number[]) => Float32Array.from(values)

describe('cosine', () => {
  it('is the cosine, whatever the lengths', () => {
    expect(cosine(v(3, 4), v(3, 4))).toBeCloseTo(1, 12)
    expect(cosine(v(3, 4), v(-8, 6))).toBe(0)
    expect(cosine(v(1, 0), v(5, 5))).toBeCloseTo(Math.SQRT1_2, 7)
  })

  it('is 0 and not NaN for a vector of zeros', () => {
    expect(cosine(v(0, 0), v(3, 4))).toBe(0)
    expect(unit(v(0, 0))).toEqual(v(0, 0))
  })
})

describe('clipScores', () => {
  it('compares the change of the picture with that of the caption', () => {
    const scores = clipScores({
      source: v(2, 0, 0),
      edited: v(0, 5, 0),
      sourceCaption: v(1, 0, 0),
      targetCaption: v(0, 0, 3),
    })
    expect(scores.clipSimSource).toBeCloseTo(1, 7)
    expect(scores.clipSimTarget).toBe(0)
    expect(scores.clipSimImage).toBe(0)
    // (−1, 1, 0) against (−1, 0, 1)
    expect(scores.clipSimDir).toBeCloseTo(0.5, 7)
  })

  it('has no direction where the picture did not change', () => {
    const same = v(0.3, -0.2)
    const scores = clipScores({ source: same, edited: same, sourceCaption: v(1, 0), targetCaption: v(0, 1) })
    expect(scores.clipSimDir).toBe(0)
    expect(scores.clipSimImage).toBeCloseTo(1, 7)
  })
})

describe('featureRows', () => {
  it('takes rows, or the first token of each', () => {
    expect(featureRows({ dims: [2, 2], data: v(1, 2, 3, 4) }, 2, 'm')).toEqual([v(1, 2), v(3, 4)])
    const tokens = { dims: [2, 3, 1], data: v(1, 2, 3, 4, 5, 6) }
    expect(featureRows(tokens, 2, 'm')).toEqual([v(1), v(4)])
    expect(featureRows(tokens, 1, 'm')).toEqual([v(1)])
  })

  it('refuses what is no number, naming the file', () => {
    const broken = { dims: [1, 2], data: v(1, Number.NaN) }
    expect(() => featureRows(broken, 1, 'vision_model.onnx')).toThrow(/vision_model\.onnx/)
  })
})

describe('inBatches', () => {
  const input = (batch: number | string) => ({ name: 'x', type: 'float32', dims: [batch, 3, 8, 8] }) as const

  it('cuts into runs of at most so many where any number goes', () => {
    expect(inBatches(input('batch'), 5, 2)).toEqual([
      { from: 0, count: 2, rows: 2 },
      { from: 2, count: 2, rows: 2 },
      { from: 4, count: 1, rows: 1 },
    ])
  })

  it('pads to the batch that a model is fixed to', () => {
    expect(inBatches(input(4), 5, 2)).toEqual([
      { from: 0, count: 4, rows: 4 },
      { from: 4, count: 1, rows: 4 },
    ])
    expect(inBatches(input('batch'), 0, 2)).toEqual([])
  })
})
