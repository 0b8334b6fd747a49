import { describe, expect, it } from 'vitest'
import { loadMessages } from './load-messages'

type Texts = Readonly<Record<string, unknown>>

/** Every text by its dotted path, with the names of the values it is filled with. */
function flatten(texts: Texts, path = ''): [string, string[]][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string[]][] => {
    const here = path ? `${path}.${key}` : key
    if (typeof value !== 'string') return flatten(value as Texts, here)
    return [[here, namesIn(value)]]
  })
}

/** The values that an ICU message is filled with. A choice’s branches stand in braces too: `{n, plural, one {day}}`. */
function namesIn(message: string): string[] {
  const names = new Set<string>()
  const open: ('argument' | 'choice' | 'branch')[] = []
  for (const { index, 0: brace } of message.matchAll(/[{}]/g)) {
    if (brace === '}') open.pop()
    else if (open.at(-1) === 'choice') open.push('branch')
    else {
      const [, name = '', kind] = /^\{\s*(\w+)\s*(?:,\s*(\w+))?/.exec(message.slice(index)) ?? []
      names.add(name)
      open.push(kind === 'plural' || kind === 'select' || kind === 'selectordinal' ? 'choice' : 'argument')
    }
  }
  return [...names].sort()
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

  it('tells values from the branches of a choice', () => {
    expect(namesIn('{count, plural, one {day} other {# days of {total, number}}} at {place}')).toEqual([
      'count',
      'place',
      'total',
    ])
  })

  it('fills the same values into a text in both languages', () => {
    const differing = en.filter(([path, names]) => zh.has(path) && zh.get(path)?.join() !== names.join())
    expect(differing.map(([path]) => path)).toEqual([])
  })
})
