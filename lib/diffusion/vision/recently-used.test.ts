import { describe, expect, it } from 'vitest'
import { RecentlyUsed } from './recently-used'

describe('RecentlyUsed', () => {
  it('forgets what was used longest ago', () => {
    const kept = new RecentlyUsed<string, number>(2)
    kept.set('a', 1)
    kept.set('b', 2)
    kept.get('a')
    kept.set('c', 3)
    expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual([1, undefined, 3])
  })

  it('goes by weight where it is told how, and keeps the newest whatever it weighs', () => {
    const kept = new RecentlyUsed<string, string>(5, (value) => value.length)
    kept.set('a', 'xx')
    kept.set('b', 'xxx')
    kept.set('a', 'x')
    kept.set('c', 'xx')
    expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual(['x', undefined, 'xx'])
    kept.set('d', 'xxxxxxxx')
    expect([kept.get('a'), kept.get('c'), kept.get('d')]).toEqual([undefined, undefined, 'xxxxxxxx'])
  })
})
