import { readFile } from 'node:fs/promises'
import { Tokenizer } from '@huggingface/tokenizers'
import { z } from 'zod'
import { ExemplarError } from '@/lib/platform/errors'
import type { ModelFolder } from '../models/open-folder'

/** BERT's WordPiece tokenizer. */
export interface BertTokenizer {
  /** [CLS] … [SEP]. */
  encode(text: string): number[]
  /** The id of a token, or undefined where the vocabulary has none such. */
  id(token: string): number | undefined
  decode(ids: readonly number[]): string
}

const options = z.looseObject({
  do_lower_case: z.boolean().default(true),
  strip_accents: z.boolean().nullish(),
  tokenize_chinese_chars: z.boolean().default(true),
})
const definition = z.looseObject({ model: z.looseObject({ vocab: z.record(z.string(), z.int()) }) })

/**
 * Opens the tokenizer of a model's own folder: tokenizer.json, or vocab.txt where it was published without one.
 * Errors: `not-found` or `unsupported`, naming the file.
 */
export const openBertTokenizer = async (folder: ModelFolder): Promise<BertTokenizer> => {
  const file = folder.has('tokenizer.json') ? 'tokenizer.json' : 'vocab.txt'
  const made =
    file === 'tokenizer.json'
      ? await folder.readJson(file, definition)
      : ofVocabulary(await readFile(folder.path(file), 'utf8'), await readOptions(folder))
  const unsupported = (why: string, cause?: unknown) =>
    new ExemplarError('unsupported', `${folder.root}/${file} ${why}.`, {
      field: file,
      fix: 'Fetch the model’s folder again, with the files of its tokenizer.',
      cause,
    })
  let tokenizer: Tokenizer
  try {
    tokenizer = new Tokenizer(made, { clean_up_tokenization_spaces: true })
  } catch (cause) {
    throw unsupported('is not a tokenizer that can be used', cause)
  }
  const ends = [tokenizer.token_to_id('[CLS]'), tokenizer.token_to_id('[SEP]')]
  if (ends.includes(undefined)) throw unsupported('is of another kind: it has no [CLS] and [SEP]')
  return {
    encode: (text) => tokenizer.encode(text).ids,
    id: (token) => tokenizer.token_to_id(token),
    decode: (ids) => tokenizer.decode([...ids], { skip_special_tokens: true }),
  }
}

const readOptions = async (folder: ModelFolder): Promise<z.infer<typeof options>> =>
  folder.has('tokenizer_config.json') ? folder.readJson('tokenizer_config.json', options) : options.parse({})

const specials = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]']

/** The tokenizer.json that transformers makes of BERT's vocab.txt, a token a line. */
const ofVocabulary = (text: string, config: z.infer<typeof options>): object => {
  const tokens = text.split('\n').map((line) => line.replace(/\r$/, ''))
  if (tokens.at(-1) === '') tokens.pop()
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]))
  const end = (token: string) => ({ id: token, ids: [vocab[token]], tokens: [token] })
  return {
    version: '1.0',
    added_tokens: specials
      .filter((content) => vocab[content] !== undefined)
      .map((content) => ({
        id: vocab[content],
        content,
        single_word: false,
        lstrip: false,
        rstrip: false,
        normalized: false,
        special: true,
      })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: config.tokenize_chinese_chars,
      strip_accents: config.strip_accents ?? null,
      lowercase: config.do_lower_case,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [
        { SpecialToken: { id: '[CLS]', type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
        { SpecialToken: { id: '[SEP]', type_id: 0 } },
      ],
      pair: [],
      special_tokens: { '[CLS]': end('[CLS]'), '[SEP]': end('[SEP]') },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab,
    },
  }
}
