import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetDraft, keepDraft, keptDraft, sweepDrafts } from './kept-drafts'

/** As much of the browser's store as drafts use: an object whose own keys are the names. */
class Store {
  [name: string]: unknown
  getItem(name: string) {
    return Object.hasOwn(this, name) ? this[name] : null
  }
  setItem(name: string, value: string) {
    this[name] = value
  }
  removeItem(name: string) {
    delete this[name]
  }
}

beforeEach(() => {
  vi.stubGlobal('localStorage', new Store())
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('drafts kept in the browser', () => {
  it('come back as they were, until they are forgotten', () => {
    keepDraft('a', { comment: 'half a thought', reasons: ['artifacts'] })
    expect(keptDraft('a')).toEqual({ comment: 'half a thought', reasons: ['artifacts'] })
    expect(keptDraft('b')).toBeNull()
    forgetDraft('a')
    expect(keptDraft('a')).toBeNull()
  })

  it('are swept away when nobody came back for a week, and nothing else is', () => {
    const day = 24 * 60 * 60_000
    localStorage.setItem('theme', 'dark')
    keepDraft('old', { comment: 'old' }, 0)
    keepDraft('new', { comment: 'new' }, 6 * day)
    sweepDrafts(8 * day)
    expect(keptDraft('old')).toBeNull()
    expect(keptDraft('new')).toEqual({ comment: 'new' })
    expect(localStorage.getItem('theme')).toBe('dark')
  })

  it('cost nothing where the browser keeps nothing', () => {
    vi.stubGlobal('localStorage', {
      setItem: () => {
        throw new Error('full')
      },
      getItem: () => '{',
    })
    expect(() => keepDraft('a', {})).not.toThrow()
    expect(keptDraft('a')).toBeNull()
  })
})
