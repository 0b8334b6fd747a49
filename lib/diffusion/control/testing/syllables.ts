import { textLength } from '../../text/clip-tokenizer'
import { cutPrompt, type Prompt, type PromptTokenizer } from '../word-tokens'

const begin = 49_406
const end = 49_407

/** A tokenizer for tests: words of over four letters are several tokens, equal pieces have equal ids. */
class Syllables implements PromptTokenizer {
  private readonly pieces: string[] = []

  encode(text: string): number[] {
    const pieces = text.toLowerCase().match(/\S{1,4}/g) ?? []
    return [begin, ...pieces.map((piece) => this.idOf(piece)), end]
  }

  encodeCut(text: string): number[] {
    const ids = this.encode(text)
    return ids.length > textLength ? [...ids.slice(0, textLength - 1), end] : ids
  }

  decode(id: number): string {
    return this.pieces[id] ?? '�'
  }

  private idOf(piece: string): number {
    const known = this.pieces.indexOf(piece)
    return known === -1 ? this.pieces.push(piece) - 1 : known
  }
}

export const syllables: PromptTokenizer = new Syllables()
export const prompt = (text: string): Prompt => cutPrompt(text, syllables)
