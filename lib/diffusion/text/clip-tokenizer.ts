import { Tokenizer } from '@huggingface/tokenizers'
import { ExemplarError } from '@/lib/platform/errors'

/** How many tokens CLIP's text encoders read, with the begin and end tokens. */
export const textLength = 77

export interface ClipTokenizerParts {
  /** What the errors call it: its folder. */
  readonly name: string
  /** tokenizer.json, or one built of vocab.json and merges.txt. */
  readonly definition: object
  readonly bosId: number
  readonly eosId: number
  readonly padId: number
}

/** A CLIP byte-pair tokenizer. Ids are those of the text encoder that its folder belongs to. */
export class ClipTokenizer {
  readonly name: string
  readonly bosId: number
  readonly eosId: number
  readonly padId: number
  private readonly tokenizer: Tokenizer

  constructor({ name, definition, bosId, eosId, padId }: ClipTokenizerParts) {
    this.name = name
    this.bosId = bosId
    this.eosId = eosId
    this.padId = padId
    try {
      this.tokenizer = new Tokenizer(definition, { clean_up_tokenization_spaces: false })
    } catch (cause) {
      throw new ExemplarError(
        'unsupported',
        `${name} is not a tokenizer that can be used: ${String(cause)}`,
        {
          cause,
        },
      )
    }
  }

  /** Ids of the whole text between the begin and end tokens, neither cut nor padded. */
  encode(text: string): number[] {
    // The reference lower-cases letter by letter. JavaScript knows that a sigma ends a word and would write ς there.
    const { ids } = this.tokenizer.encode(text.replaceAll('Σ', 'σ'), { add_special_tokens: false })
    return [this.bosId, ...ids, this.eosId]
  }

  /** `encode`, cut to what an encoder reads: the begin token, the first 75 and the end token. Not padded. */
  encodeCut(text: string): number[] {
    const ids = this.encode(text)
    return ids.length > textLength ? [...ids.slice(0, textLength - 1), this.eosId] : ids
  }

  /** The [77] ids that an encoder is fed: cut, and padded with `padId`. */
  encodePadded(text: string, padId = this.padId): Int32Array {
    const ids = new Int32Array(textLength).fill(padId)
    ids.set(this.encodeCut(text))
    return ids
  }

  /** The text of one token alone, without the space that ends a word. Part of a letter becomes U+FFFD. */
  decode(id: number): string {
    return this.tokenizer.decode([id]).trim()
  }

  /** The highest id that it gives out. */
  get highestId(): number {
    let highest = 0
    for (const id of this.tokenizer.get_vocab().values()) if (id > highest) highest = id
    return highest
  }
}
