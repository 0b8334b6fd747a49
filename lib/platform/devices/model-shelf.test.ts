import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { ModelShelf } from './model-shelf'

let events: string[]
let short: boolean
let shelf: ModelShelf

const model = (name: string) => async () => {
  events.push(`load ${name}`)
  return { name, release: async () => void events.push(`release ${name}`) }
}
const use = (name: string, work: () => Promise<unknown> = async () => {}) =>
  shelf.use(name, model(name), work)

beforeEach(() => {
  events = []
  short = false
  shelf = new ModelShelf({ idleMs: 40, isShort: () => short })
})

describe('the shelf of models', () => {
  it('loads a model once, for requests at the same time too', async () => {
    await Promise.all([use('clip'), use('clip')])
    await use('clip')
    expect(events).toEqual(['load clip'])
  })

  it('gives models back when no request came for long, and loads them again', async () => {
    await use('clip')
    shelf.rest()
    await sleep(100)
    expect(events).toEqual(['load clip', 'release clip'])
    await use('clip')
    expect(events.at(-1)).toBe('load clip')
  })

  it('keeps them when a request came before the idle time was over', async () => {
    await use('clip')
    shelf.rest()
    await use('clip', () => sleep(100))
    expect(events).toEqual(['load clip'])
  })

  it('gives back the least recently used when memory is short, and none that is in use', async () => {
    await use('clip')
    await use('dino')
    await use('clip')
    await use('sam', async () => {
      short = true
      await use('editor')
    })
    expect(events.slice(3)).toEqual(['release dino', 'release clip', 'load editor'])
    expect(shelf.loaded).toEqual(['sam', 'editor'])
  })

  it('tries a model again that failed to load', async () => {
    const broken = shelf.use(
      'clip',
      () => Promise.reject(new Error('truncated')),
      async () => {},
    )
    await expect(broken).rejects.toThrow('truncated')
    await use('clip')
    expect(events).toEqual(['load clip'])
  })

  it('gives everything back at the end', async () => {
    await use('clip')
    await use('dino')
    await shelf.release()
    expect(shelf.loaded).toEqual([])
  })
})
