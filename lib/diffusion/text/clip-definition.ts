import type { AddedToken } from './open-tokenizer'

interface ClipFiles {
  readonly vocab: Readonly<Record<string, number>>
  /** merges.txt: a pair a line, best first. */
  readonly merges: string
  readonly added: readonly AddedToken[]
  readonly bos: string
  readonly eos: string
  readonly unk: string
}

const readMerges = (text: string): string[] => {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''))
  return lines.filter((line, i) => line !== '' && !(i === 0 && line.startsWith('#version')))
}

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/**
 * The tokenizer.json that transformers makes of CLIP's vocab.json and merges.txt: NFC, white space collapsed,
 * lower-case, CLIP's split pattern, then byte pairs with `</w>` at the ends of words. Tokens that the configuration
 * adds (SDXL's second tokenizer adds its padding “!”) are cut out of the text before anything else.
 */
export const clipDefinition = ({ vocab, merges, added, bos, eos, unk }: ClipFiles): object => {
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true }
  const specials = [bos, eos]
    .filter((content) => vocab[content] !== undefined && !added.some((token) => token.content === content))
    .map((content) => ({ content, id: vocab[content], ...flags }))
  return {
    version: '1.0',
    added_tokens: [...added, ...specials],
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFC' },
        { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
        { type: 'Lowercase' },
      ],
    },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        {
          type: 'Split',
          pattern: {
            Regex: `${literally(bos)}|${literally(eos)}|'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+`,
          },
          behavior: 'Removed',
          invert: true,
        },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
      ],
    },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: unk,
      continuing_subword_prefix: '',
      end_of_word_suffix: '</w>',
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab,
      merges: readMerges(merges),
    },
  }
}

interface PreTokenizer {
  readonly type?: unknown
  readonly pretokenizers?: readonly PreTokenizer[]
  readonly use_regex?: unknown
}

/** GPT-2's split pattern, which byte-level pre-tokenizers apply before they write bytes. */
const gpt2Pattern = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"

/**
 * Splits by a step of its own what a byte-level pre-tokenizer would split with JavaScript's own `\s`, which takes a
 * byte order mark inside a text for white space. Unicode, and with it every other implementation, does not.
 */
export const splitByUnicode = (step: PreTokenizer): PreTokenizer => {
  if (step.pretokenizers) return { ...step, pretokenizers: step.pretokenizers.map(splitByUnicode) }
  if (step.type !== 'ByteLevel' || step.use_regex === false) return step
  const split = { type: 'Split', pattern: { Regex: gpt2Pattern }, behavior: 'Removed', invert: true }
  return { type: 'Sequence', pretokenizers: [split, { ...step, use_regex: false }] }
}
