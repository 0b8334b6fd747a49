import { describe, expect, it, vi } from 'vitest'
import { type Decode, PictureStore } from './picture-store'

const bitmap = (pixels = 1_000_000) => ({ width: 1_000, height: pixels / 1_000, close: vi.fn() })
const settled = () => new Promise((resolve) => setTimeout(resolve))

/** A store whose decoding is under the test's control: `give(url)` ends one. */
const makeStore = (budgetPx?: number) => {
  const asked: string[] = []
  const waiting = new Map<string, { give: (picture: ImageBitmap) => void; fail: () => void }>()
  const decode: Decode = (url) => {
    asked.push(url)
    return new Promise((resolve, reject) => {
      waiting.set(url, { give: resolve, fail: () => reject(new Error('broken')) })
    })
  }
  const store = new PictureStore(decode, budgetPx)
  const give = async (url: string, picture = bitmap()) => {
    waiting.get(url)!.give(picture as unknown as ImageBitmap)
    await settled()
    return picture
  }
  const fail = async (url: string) => {
    waiting.get(url)!.fail()
    await settled()
  }
  return { store, asked, give, fail }
}

describe('PictureStore', () => {
  it('decodes the nearest first, a few at once, and what is on the screen without waiting', async () => {
    const { store, asked, give } = makeStore()
    store.hold(Symbol('ahead'), ['a', 'b', 'c', 'd', 'e'])
    expect(asked).toEqual(['a', 'b', 'c'])
    store.hold(Symbol('viewer'), ['now'], true)
    expect(asked).toEqual(['a', 'b', 'c', 'now'])
    await give('b')
    await give('now')
    expect(asked).toEqual(['a', 'b', 'c', 'now', 'd'])
  })

  it('keeps a picture while anybody wants it and closes it when nobody does', async () => {
    const { store, give } = makeStore()
    const [ahead, viewer] = [Symbol('ahead'), Symbol('viewer')]
    store.hold(ahead, ['a'])
    const picture = await give('a')
    store.hold(viewer, ['a'], true)
    store.hold(ahead, [])
    expect(picture.close).not.toHaveBeenCalled()
    expect(store.get('a')).toBe(picture)
    store.hold(viewer, [])
    expect(picture.close).toHaveBeenCalledOnce()
    expect(store.get('a')).toBeUndefined()
  })

  it('closes a picture that comes when nobody wants it any more', async () => {
    const { store, give } = makeStore()
    const ahead = Symbol('ahead')
    store.hold(ahead, ['a'])
    store.hold(ahead, ['b'])
    const late = await give('a')
    expect(late.close).toHaveBeenCalledOnce()
    expect(store.get('a')).toBeUndefined()
  })

  it('decodes nothing ahead beyond its budget, but always what is on the screen', async () => {
    const { store, asked, give } = makeStore(2_000_000)
    const viewer = Symbol('viewer')
    store.hold(viewer, ['a', 'b', 'c'], true)
    for (const url of ['a', 'b', 'c']) await give(url)
    store.hold(Symbol('ahead'), ['d', 'e'])
    expect(asked).toEqual(['a', 'b', 'c'])
    store.hold(viewer, ['a'], true)
    await settled()
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('remembers a failure until it is told to try again', async () => {
    const { store, asked, fail, give } = makeStore()
    const news = vi.fn()
    store.subscribe(news)
    store.hold(Symbol('viewer'), ['a'], true)
    await fail('a')
    expect(store.get('a')).toBe('failed')
    expect(news).toHaveBeenCalledOnce()
    store.retry()
    const picture = await give('a')
    expect(asked).toEqual(['a', 'a'])
    expect(store.get('a')).toBe(picture)
  })
})
