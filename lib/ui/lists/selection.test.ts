import { describe, expect, it } from 'vitest'
import { extend, noSelection, toggle, within } from './selection'

const order = ['a', 'b', 'c', 'd', 'e']
const keys = (selection: { keys: ReadonlySet<string> }) => [...selection.keys].sort().join('')

describe('selection', () => {
  it('toggles one key and remembers it as the place to extend from', () => {
    const one = toggle(noSelection, 'b')
    expect(keys(one)).toBe('b')
    expect(one.anchor).toBe('b')
    expect(keys(toggle(one, 'b'))).toBe('')
  })

  it('extends both ways from the same anchor and keeps what was selected before', () => {
    const start = toggle(toggle(noSelection, 'a'), 'c')
    const down = extend(start, order, 'e')
    expect(keys(down)).toBe('acde')
    expect(keys(extend(down, order, 'b'))).toBe('abcde')
    expect(down.anchor).toBe('c')
  })

  it('selects the key itself when there is nothing to extend from, even if it was selected', () => {
    expect(keys(extend(noSelection, order, 'd'))).toBe('d')
    expect(keys(extend({ keys: new Set(['d']), anchor: null }, order, 'd'))).toBe('d')
  })

  it('drops keys that left the list and is the same object when none did', () => {
    const selected = { keys: new Set(['a', 'x']), anchor: 'a' }
    expect(keys(within(selected, order))).toBe('a')
    const kept = toggle(noSelection, 'a')
    expect(within(kept, order)).toBe(kept)
  })
})
