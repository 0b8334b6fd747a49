import { describe, expect, it } from 'vitest'
import { type Compared, panesOf } from './panes'

const pair: Compared = { source: '/source', edited: '/edited', mask: '/mask', photo: '/photo' }
const looking = { mode: 'slider', againstParent: false, photo: false, swapped: false } as const
const shown = (compared: Compared, how: Partial<Parameters<typeof panesOf>[1]>) =>
  panesOf(compared, { ...looking, ...how }).map(({ first, second }) =>
    [first.name, second?.name].filter(Boolean).join('|'),
  )

describe('panesOf', () => {
  it('lays the edit over its source, beside it, or takes turns with it', () => {
    expect(shown(pair, { mode: 'slider' })).toEqual(['source|edited'])
    expect(shown(pair, { mode: 'difference' })).toEqual(['source|edited'])
    expect(shown(pair, { mode: 'side' })).toEqual(['source', 'edited'])
    expect(shown(pair, { mode: 'blink' })).toEqual(['source'])
    expect(shown(pair, { mode: 'blink', swapped: true })).toEqual(['edited'])
  })

  it('puts the version before in the place of the source, where there is one', () => {
    const mended = { ...pair, parent: '/parent' }
    expect(shown(mended, { mode: 'side', againstParent: true })).toEqual(['parent', 'edited'])
    expect(shown(pair, { mode: 'side', againstParent: true })).toEqual(['source', 'edited'])
  })

  it('shows everything there is at once', () => {
    expect(shown({ ...pair, parent: '/parent' }, { mode: 'every' })).toEqual([
      'source',
      'target',
      'parent',
      'edited',
    ])
    expect(shown({ ...pair, mask: null }, { mode: 'every' })).toEqual(['source', 'edited'])
  })

  it('covers everything with the photograph', () => {
    expect(shown(pair, { mode: 'every', photo: true })).toEqual(['photo'])
    expect(shown({ ...pair, photo: null }, { mode: 'side', photo: true })).toEqual(['source', 'edited'])
  })
})
