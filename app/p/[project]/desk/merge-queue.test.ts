import { describe, expect, it } from 'vitest'
import { mergeQueue } from './merge-queue'

const item = (id: string, token = 1) => ({ id, token })

describe('mergeQueue', () => {
  it('keeps what is on the screen first and takes the server’s order for the rest', () => {
    const merged = mergeQueue([item('a'), item('b')], [item('fix'), item('a', 2), item('b', 2)])
    expect(merged).toEqual([item('a', 2), item('fix'), item('b', 2)])
  })

  it('keeps what is on the screen even when the claim no longer reaches it', () => {
    expect(mergeQueue([item('a')], [item('x'), item('y'), item('z')]).map(({ id }) => id)).toEqual([
      'a',
      'x',
      'y',
      'z',
    ])
  })

  it('begins with what was claimed', () => {
    expect(mergeQueue([], [item('a')])).toEqual([item('a')])
  })
})
