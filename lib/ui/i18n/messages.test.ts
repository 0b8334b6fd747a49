import { describe, expect, it } from 'vitest'
import { loadMessages } from './load-messages'

type Texts = Readonly<Record<string, unknown>>

/** Every text by its dotted path, with the names of the values it is filled with. */
function flatten(texts: Texts, path = ''): [string, string[]][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string[]][] => {
    const here = path ? `${path}.${key}` : key
    if (typeof value !== 'string') return flatten(value as Texts, here)
    const names = [...value.matchAll(/\{\s*(\w+)\s*[,}]/g)].map(([, name]) => name ?? '')
    return [[here, [...new Set(names)].sort()]]
  })
}

describe('messages', async () => {
  const en = flatten(await loadMessages('en'))
  const zh = new Map(flatten(await loadMessages('zh')))

  it('has found the files', () => {
    expect(en.length).toBeGreaterThan(40)
  })

  it('says everything in both languages', () => {
    const names = en.map(([path]) => path)
    expect([...zh.keys()].filter((path) => !names.includes(path))).toEqual([])
    expect(names.filter((path) => !zh.has(path))).toEqual([])
  })

  it('fills the same values into a text in both languages', () => {
    const differing = en.filter(([path, names]) => zh.has(path) && zh.get(path)?.join() !== names.join())
    expect(differing.map(([path]) => path)).toEqual([])
  })
})
