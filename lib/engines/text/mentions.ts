import { contentWords } from './content-words'
import { parseSentence, singular } from './phrases'

/** Nouns that stand for the whole picture, which is always there to be edited. */
const pictureWords = new Set(
  `picture image photo photograph scene background foreground it everything sky light
  lighting weather style painting sketch watercolor watercolour drawing night day daytime sunset sunrise dawn dusk fog
  mist snow rain winter summer autumn spring tone color colour brightness season`.split(/\s+/),
)

/**
 * Whether some noun of the instruction is in the caption or a region's label, singular or plural, or stands for
 * the picture as a whole. An instruction without any noun (`make it darker`) speaks of the picture too.
 */
export function mentionsPicture(instruction: string, caption: string, labels: readonly string[]): boolean {
  const known = new Set([caption, ...labels].flatMap((text) => contentWords(text).map(singular)))
  // A word of the caption is found however the tagger sees it in the instruction.
  const content = contentWords(instruction).map(singular)
  const verbFree = content.slice(1)
  if (verbFree.some((word) => known.has(word))) return true
  const { words } = parseSentence(instruction, labels)
  const nouns = words.filter((word) => word.kind === 'noun').map((word) => singular(word.text.toLowerCase()))
  return nouns.length === 0 || nouns.some((noun) => pictureWords.has(noun) || known.has(noun))
}

/** The things that a caption names, singular and in order: `a cup of coffee on a table` → cup, coffee, table. */
export function nounsOf(caption: string, labels: readonly string[] = []): string[] {
  return [...new Set(parseSentence(caption, labels).phrases.map((phrase) => phrase.noun))]
}
