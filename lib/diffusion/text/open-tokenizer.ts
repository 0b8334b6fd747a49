import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { ExemplarError } from '@/lib/platform/errors'
import { clipDefinition, splitByUnicode } from './clip-definition'
import { ClipTokenizer } from './clip-tokenizer'

const specialToken = z.union([
  z.string(),
  z.object({ content: z.string() }).transform(({ content }) => content),
])

const addedToken = z.object({
  content: z.string(),
  lstrip: z.boolean().default(false),
  rstrip: z.boolean().default(false),
  single_word: z.boolean().default(false),
  normalized: z.boolean().default(false),
  special: z.boolean().default(false),
})
export type AddedToken = z.infer<typeof addedToken> & { readonly id: number }

const specials = {
  bos_token: specialToken.nullish(),
  eos_token: specialToken.nullish(),
  pad_token: specialToken.nullish(),
  unk_token: specialToken.nullish(),
}
const tokenizerConfig = z.object({
  ...specials,
  added_tokens_decoder: z.record(z.string(), addedToken).default({}),
})
const specialTokensMap = z.object(specials)
const vocabulary = z.record(z.string(), z.int().nonnegative())
const definition = z.looseObject({
  model: z.looseObject({ type: z.string().optional(), vocab: vocabulary }),
  added_tokens: z.array(z.looseObject({ id: z.int(), content: z.string() })).default([]),
  pre_tokenizer: z.looseObject({}).nullish(),
})

const unreadable = (file: string, why: string, cause?: unknown) =>
  new ExemplarError('unsupported', `${file} ${why}.`, {
    field: path.basename(file),
    fix: 'Fetch the model’s folder again, with all files of its tokenizers.',
    cause,
  })

const readOptional = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw unreadable(file, 'cannot be read', error)
  }
}

const parse = <T>(file: string, text: string, schema: z.ZodType<T>): T => {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw unreadable(file, 'is damaged or of another kind', cause)
  }
}

/**
 * Opens the tokenizer of a text encoder from its own folder: tokenizer.json, or vocab.json and merges.txt where it
 * was published without one, which is how SDXL is. Which tokens begin, end and pad a text stands in
 * tokenizer_config.json and special_tokens_map.json; the second wins, as in transformers.
 *
 * @throws ExemplarError `unsupported`, naming the file at fault and what it lacks.
 */
export const openTokenizer = async (folder: string): Promise<ClipTokenizer> => {
  const at = (name: string) => path.join(folder, name)
  const [whole, vocab, merges, configText, mapText] = await Promise.all(
    ['tokenizer.json', 'vocab.json', 'merges.txt', 'tokenizer_config.json', 'special_tokens_map.json'].map(
      (name) => readOptional(at(name)),
    ),
  )
  const config = parse(at('tokenizer_config.json'), configText ?? '{}', tokenizerConfig)
  const map = parse(at('special_tokens_map.json'), mapText ?? '{}', specialTokensMap)
  const bos = map.bos_token ?? config.bos_token ?? '<|startoftext|>'
  const eos = map.eos_token ?? config.eos_token ?? '<|endoftext|>'
  const pad = map.pad_token ?? config.pad_token ?? eos
  const added = Object.entries(config.added_tokens_decoder).map(([id, token]) => ({
    ...token,
    id: Number(id),
  }))

  let file: string
  let made: z.infer<typeof definition>
  if (whole !== undefined) {
    file = at('tokenizer.json')
    made = parse(file, whole, definition)
    if ((made.model.type ?? 'BPE') !== 'BPE')
      throw unreadable(
        file,
        `is a ${made.model.type} tokenizer, and CLIP’s text encoders need byte pairs (BPE)`,
      )
  } else {
    file = at('vocab.json')
    if (vocab === undefined) throw unreadable(file, 'is missing, and so is tokenizer.json')
    if (merges === undefined) throw unreadable(at('merges.txt'), 'is missing, and so is tokenizer.json')
    const unk = map.unk_token ?? config.unk_token ?? eos
    made = definition.parse(
      clipDefinition({ vocab: parse(file, vocab, vocabulary), merges, added, bos, eos, unk }),
    )
  }

  const addedIds = new Map(made.added_tokens.map(({ content, id }) => [content, id]))
  const idOf = (role: string, token: string): number => {
    const id = addedIds.get(token) ?? made.model.vocab[token]
    if (id === undefined) throw unreadable(file, `does not know its own ${role} token “${token}”`)
    return id
  }
  return new ClipTokenizer({
    name: folder,
    definition: { ...made, pre_tokenizer: made.pre_tokenizer ? splitByUnicode(made.pre_tokenizer) : null },
    bosId: idOf('begin', bos),
    eosId: idOf('end', eos),
    padId: idOf('padding', pad),
  })
}
