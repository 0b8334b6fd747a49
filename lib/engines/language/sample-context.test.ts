import { describe, expect, it } from 'vitest'
import type { Exemplar, PoolInstruction } from './language'
import { contextSizes, sampleContext } from './sample-context'

const types = ['add', 'replace', 'turn']
const pool = Array.from(
  { length: 300 },
  (_, i): PoolInstruction => ({
    id: `p${i}`,
    instruction: `instruction ${i}`,
    // `turn` is one in a hundred.
    editType: i % 100 === 0 ? 'turn' : i % 2 === 0 ? 'add' : 'replace',
    editObject: null,
    exemplarIds: [],
  }),
)
const exemplars = Array.from(
  { length: 40 },
  (_, i): Exemplar => ({
    id: `e${i}`,
    instruction: `example ${i}`,
    sourceCaption: 'a',
    targetCaption: 'b',
    editType: i === 0 ? 'turn' : 'add',
    editObject: null,
  }),
)
const request = { pool, exemplars, editTypes: types, seed: 9 }

describe('sampleContext', () => {
  it('shows fifty instructions and ten examples, none twice', () => {
    const context = sampleContext(request)
    expect(context.pool).toHaveLength(contextSizes.pool)
    expect(new Set(context.exemplars.map(({ id }) => id)).size).toBe(contextSizes.exemplars)
  })
  it('depends on the seed and not on the order of the rows', () => {
    const shuffled = { ...request, pool: [...pool].reverse(), exemplars: [...exemplars].reverse() }
    expect(sampleContext(shuffled)).toEqual(sampleContext(request))
    expect(sampleContext({ ...request, seed: 10 })).not.toEqual(sampleContext(request))
  })
  it('shows rare types too', () => {
    for (let seed = 0; seed < 10; seed++) {
      const context = sampleContext({ ...request, seed })
      expect(context.exemplars.some(({ editType }) => editType === 'turn')).toBe(true)
      expect(context.pool.filter(({ editType }) => editType === 'turn')).toHaveLength(3)
    }
  })
  it('uses other types only when those asked for run short', () => {
    const context = sampleContext({ ...request, editTypes: ['turn'] })
    expect(context.pool.filter(({ editType }) => editType === 'turn')).toHaveLength(3)
    expect(context.pool).toHaveLength(contextSizes.pool)
    expect(
      sampleContext({ ...request, editTypes: ['add'] }).exemplars.every((e) => e.editType === 'add'),
    ).toBe(true)
  })
  it('takes all of what is less than asked for', () => {
    expect(sampleContext({ ...request, pool: pool.slice(0, 7) }).pool).toHaveLength(7)
  })
})
