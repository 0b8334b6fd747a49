import { comparisonForm, hasControlCharacters, normaliseText, wordsOf } from './normalise'

/**
 * The checks that run while somebody types an instruction or a caption: small enough for a browser, and the same
 * functions that the server runs again. They give codes, and the screen has the words.
 */
export interface TextLimits {
  readonly instructionWords: number
  readonly captionWords: number
  readonly characters: number
}

/** 60 words is where the published pipeline skips a caption; beyond 77 CLIP tokens a text encoder stops reading. */
export const textLimits: TextLimits = { instructionWords: 40, captionWords: 60, characters: 600 }

export type TextFindingCode =
  | 'empty'
  | 'too-long'
  | 'control-characters'
  | 'same-as-source'
  | 'nothing-mentioned'

export interface TextFinding {
  readonly field: 'instruction' | 'sourceCaption' | 'targetCaption'
  readonly code: TextFindingCode
  /** An error stops the submit, a warning never does. */
  readonly level: 'error' | 'warning'
  /** `{ words, limit }` or `{ characters, limit }` of too-long. */
  readonly detail?: Readonly<Record<string, number>>
}

export interface EditTexts {
  readonly instruction: string
  readonly sourceCaption: string
  readonly targetCaption: string
}

function checkOne(
  field: TextFinding['field'],
  text: string,
  wordLimit: number,
  characterLimit: number,
): TextFinding | null {
  if (hasControlCharacters(text)) return { field, code: 'control-characters', level: 'error' }
  const clean = normaliseText(text)
  if (clean === '' || comparisonForm(clean) === '') return { field, code: 'empty', level: 'error' }
  if (clean.length > characterLimit) {
    const detail = { characters: clean.length, limit: characterLimit }
    return { field, code: 'too-long', level: 'error', detail }
  }
  const words = wordsOf(clean).length
  if (words > wordLimit)
    return { field, code: 'too-long', level: 'error', detail: { words, limit: wordLimit } }
  return null
}

/** Whether a target caption says anything other than its source, beyond case and punctuation. */
export function captionChanged(sourceCaption: string, targetCaption: string): boolean {
  return comparisonForm(sourceCaption) !== comparisonForm(targetCaption)
}

/** One finding at most for each field, the most urgent one. */
export function checkEditTexts(texts: EditTexts, limits: TextLimits = textLimits): TextFinding[] {
  const findings = [
    checkOne('instruction', texts.instruction, limits.instructionWords, limits.characters),
    checkOne('sourceCaption', texts.sourceCaption, limits.captionWords, limits.characters),
    checkOne('targetCaption', texts.targetCaption, limits.captionWords, limits.characters),
  ].filter((finding) => finding !== null)
  const targetIsFine = findings.every((finding) => finding.field !== 'targetCaption')
  if (targetIsFine && !captionChanged(texts.sourceCaption, texts.targetCaption)) {
    findings.push({ field: 'targetCaption', code: 'same-as-source', level: 'error' })
  }
  return findings
}

/**
 * Warns when no noun of the instruction is in the caption or a region's label: a new object with nothing to stand
 * on, or a typing error. Loads the NLP library (~350 KB) on first use, so call it when typing pauses.
 */
export async function checkMentions(
  instruction: string,
  caption: string,
  labels: readonly string[],
): Promise<TextFinding | null> {
  const { mentionsPicture } = await import('./mentions')
  if (mentionsPicture(instruction, caption, labels)) return null
  return { field: 'instruction', code: 'nothing-mentioned', level: 'warning' }
}
