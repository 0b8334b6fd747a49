import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ClipTokenizer } from './clip-tokenizer'
import { openTokenizer } from './open-tokenizer'
import { type TestTokenizer, writeTokenizer } from './testing/write-tokenizer'

let root: string
let folder: string
let count = 0
beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'tokenizer-'))
})
beforeEach(() => {
  folder = path.join(root, String(count++))
})
afterAll(() => rm(root, { recursive: true }))

const merges = [
  ['c', 'a'],
  ['ca', 't</w>'],
] as const
const open = async (settings: TestTokenizer = {}): Promise<ClipTokenizer> => {
  await writeTokenizer(folder, { merges, ...settings })
  return openTokenizer(folder)
}
const textOf = (tokenizer: ClipTokenizer, text: string) =>
  tokenizer
    .encode(text)
    .slice(1, -1)
    .map((id) => tokenizer.decode(id))

describe('a tokenizer without tokenizer.json', () => {
  it('joins pairs in the order of merges.txt', async () => {
    const tokenizer = await open()
    expect(textOf(tokenizer, 'a cat')).toEqual(['a', 'cat'])
    expect(textOf(tokenizer, 'cats')).toEqual(['ca', 't', 's'])
  })

  it('normalises as CLIP does: NFC, white space, letter by letter lower-case', async () => {
    const tokenizer = await open()
    expect(tokenizer.encode('  A \t\n CAT ')).toEqual(tokenizer.encode('a cat'))
    expect(tokenizer.encode('cafe\u0301')).toEqual(tokenizer.encode('café'))
    expect(tokenizer.encode('ΟΔΟΣ')).toEqual(tokenizer.encode('οδοσ'))
  })

  it('splits digits, contractions and punctuation', async () => {
    expect(textOf(await open(), "it's 12!?")).toEqual(['i', 't', "'", 's', '1', '2', '!', '?'])
  })

  it('does not take a byte order mark for white space, as JavaScript does', async () => {
    const tokenizer = await open()
    const [, , , alone] = tokenizer.encode('\ufeff')
    const [, , , joined] = tokenizer.encode('\ufeff=')
    expect(joined).not.toBe(alone) // It ends a word only where it stands alone.
  })

  it('writes begin and end around any text, the empty one too', async () => {
    const tokenizer = await open()
    expect(tokenizer.encode('')).toEqual([tokenizer.bosId, tokenizer.eosId])
    expect(tokenizer.encode(' \n ')).toEqual([tokenizer.bosId, tokenizer.eosId])
  })

  it('cuts long texts to begin, 75 tokens and end, and pads short ones', async () => {
    const tokenizer = await open()
    const long = 'cat '.repeat(500)
    expect(tokenizer.encode(long)).toHaveLength(502)
    expect(tokenizer.encodeCut(long)).toEqual([...tokenizer.encode(long).slice(0, 76), tokenizer.eosId])
    expect([...tokenizer.encodePadded('cat').subarray(2, 5)]).toEqual(Array(3).fill(tokenizer.eosId))
    expect(tokenizer.encodePadded('cat', 0)[76]).toBe(0)
  })

  it('honours a padding token that is special wherever it stands', async () => {
    const tokenizer = await open({ pad: '!' })
    expect(tokenizer.padId).toBe(0)
    expect(tokenizer.encodePadded('')[76]).toBe(0)
    expect(tokenizer.encode('cat!!')).toEqual([
      ...tokenizer.encode('cat').slice(0, -1),
      0,
      0,
      tokenizer.eosId,
    ])
  })

  it('lets special_tokens_map.json overrule the configuration', async () => {
    await writeTokenizer(folder, { merges })
    const map = { pad_token: { content: '!' }, bos_token: '<|startoftext|>' }
    await writeFile(path.join(folder, 'special_tokens_map.json'), JSON.stringify(map))
    expect((await openTokenizer(folder)).padId).toBe(0)
  })

  it('shows a part of a letter as what it is', async () => {
    expect(textOf(await open(), '猫')).toEqual(['�', '�', '�'])
  })
})

describe('a folder that is no CLIP tokenizer', () => {
  it.each(['vocab.json', 'merges.txt'])('without %s is refused by name', async (name) => {
    await writeTokenizer(folder, { merges })
    await rm(path.join(folder, name))
    await expect(openTokenizer(folder)).rejects.toThrow(new RegExp(`${name} is missing`))
  })

  it('is refused when its own special tokens are not in its vocabulary', async () => {
    await expect(open({ config: { pad_token: '[PAD]' } })).rejects.toThrow(/padding token “\[PAD\]”/)
    await expect(open({ config: { bos_token: '<s>' } })).rejects.toThrow(/begin token “<s>”/)
  })

  it('is refused when it is of another kind, or damaged', async () => {
    await writeTokenizer(folder, { merges })
    const file = path.join(folder, 'tokenizer.json')
    await writeFile(file, JSON.stringify({ model: { type: 'WordPiece', vocab: { '[PAD]': 0 } } }))
    await expect(openTokenizer(folder)).rejects.toThrow(/WordPiece/)
    const whole = await readFile(path.join(folder, 'vocab.json'), 'utf8')
    await writeFile(file, whole.slice(0, 100))
    await expect(openTokenizer(folder)).rejects.toThrow(/tokenizer\.json is damaged/)
  })
})
