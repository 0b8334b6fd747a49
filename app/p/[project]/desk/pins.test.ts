import { describe, expect, it } from 'vitest'
import { pinAt } from './pins'

describe('pinAt', () => {
  it('lies on the source, or on the candidate that was looked at, in whole pixels', () => {
    expect(pinAt({ x: 10.4, y: 20.6 }, 'source', 'c1')).toEqual({ side: 'source', x: 10, y: 20 })
    expect(pinAt({ x: 10, y: 20 }, 'edited', 'c1')).toEqual({
      side: 'edited',
      candidateId: 'c1',
      x: 10,
      y: 20,
    })
  })

  it('can’t be put on a picture that is not judged', () => {
    expect(pinAt({ x: 1, y: 20 }, 'photo', 'c1')).toBeNull()
    expect(pinAt({ x: 1, y: 20 }, 'parent', 'c1')).toBeNull()
  })
})
