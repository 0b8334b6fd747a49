import nlp from 'compromise'

/** One word of an instruction. */
export interface Token {
  /** Lower case, without punctuation. */
  readonly word: string
  /** Nouns in the singular, verbs in the infinitive. */
  readonly root: string
  readonly isNoun: boolean
  /** Tagged as a command or a bare infinitive. */
  readonly isOrder: boolean
}

interface Term {
  readonly normal: string
  readonly root?: string
  readonly tags: readonly string[]
}

/** Words of a sentence with their roots, by the `compromise` library. */
export const tokensOf = (text: string): readonly Token[] => {
  const doc = nlp(text.replace(/[‘’]/g, "'").replace(/[-–—/]/g, ' '))
  doc.compute('root')
  const sentences = doc.json() as readonly { readonly terms: readonly Term[] }[]
  return sentences.flatMap(({ terms }) =>
    terms
      .filter((term) => term.normal !== '')
      .map((term) => ({
        word: term.normal.replace(/'s$/, ''),
        root: (term.root || term.normal).replace(/'s$/, ''),
        isOrder: term.tags.includes('Imperative') || term.tags.includes('Infinitive'),
        isNoun: term.tags.includes('Noun') && !term.tags.includes('Pronoun'),
      })),
  )
}
