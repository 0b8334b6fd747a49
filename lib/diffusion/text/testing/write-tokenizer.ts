import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

const begin = '<|startoftext|>'
const end = '<|endoftext|>'

/** How byte-pair vocabularies write the 256 bytes: printable ones as they are, the others from U+0100 on. */
const byteLetters = (): string[] => {
  const isPrintable = (byte: number) =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae
  const bytes = Array.from({ length: 256 }, (_, byte) => byte)
  const others = bytes.filter((byte) => !isPrintable(byte))
  return [
    ...bytes.filter(isPrintable).map((byte) => String.fromCharCode(byte)),
    ...others.map((_, i) => String.fromCharCode(256 + i)),
  ]
}

export interface TestTokenizer {
  /** Pairs to join, best first; `</w>` ends a word. */
  readonly merges?: readonly (readonly [string, string])[]
  /** As SDXL’s second tokenizer: “!”, id 0, which is then a special token wherever it stands. */
  readonly pad?: string
  readonly config?: Readonly<Record<string, unknown>>
}

/** Writes vocab.json, merges.txt and the configuration of a small CLIP tokenizer. Returns how many ids it has. */
export const writeTokenizer = async (
  folder: string,
  { merges = [], pad = end, config = {} }: TestTokenizer = {},
): Promise<number> => {
  const letters = byteLetters()
  const tokens = [
    ...letters,
    ...letters.map((letter) => `${letter}</w>`),
    ...merges.map((pair) => pair.join('')),
  ]
  const vocab = Object.fromEntries([...tokens, begin, end].map((token, id) => [token, id]))
  const added = [...new Set([begin, end, pad])].map((content) => [
    vocab[content],
    { content, lstrip: false, rstrip: false, single_word: false, normalized: content !== pad, special: true },
  ])
  await mkdir(folder, { recursive: true })
  const write = (name: string, text: string) => writeFile(path.join(folder, name), text)
  await Promise.all([
    write('vocab.json', JSON.stringify(vocab)),
    write('merges.txt', ['#version: 0.2', ...merges.map((pair) => pair.join(' ')), ''].join('\n')),
    write(
      'tokenizer_config.json',
      JSON.stringify({
        bos_token: begin,
        eos_token: end,
        pad_token: pad,
        unk_token: end,
        added_tokens_decoder: Object.fromEntries(added),
        ...config,
      }),
    ),
  ])
  return Object.keys(vocab).length
}
