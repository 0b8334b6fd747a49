import { captionChanged, textLimits } from '@/lib/engines/text/checks'
import { NearDuplicateIndex } from '@/lib/engines/text/near-duplicates'
import { comparisonForm, hasControlCharacters, normaliseText, wordsOf } from '@/lib/engines/text/normalise'
import { type Dropped, type DropReason, rawLimit } from './language'

export interface SiftRules {
  readonly editTypes: readonly string[]
  /** The source caption that a target must differ from; null where instructions alone are sifted. */
  readonly sourceCaption: string | null
  /** Instructions that exist already. */
  readonly existing?: readonly string[]
}

export interface RawText {
  readonly instruction: string
  readonly targetCaption?: string
  readonly editType: string
  readonly editObject?: string | null
}

/** `NONE`, in any case and with any decoration, is how models and published rows say "the whole image". */
export function editObjectOf(raw: string | null | undefined): string | null {
  const clean = normaliseText(raw ?? '')
  return clean === '' || /\bnone\b/iu.test(clean) || /^(null|n\/a)$/iu.test(clean) ? null : clean
}

export function dropped(reason: DropReason, raw: unknown): Dropped {
  const text = typeof raw === 'string' ? raw : (JSON.stringify(raw) ?? String(raw))
  return { reason, raw: text.slice(0, rawLimit) }
}

function faultOf(text: string, wordLimit: number): DropReason | null {
  if (hasControlCharacters(text)) return 'control-characters'
  if (comparisonForm(text) === '') return 'empty'
  const tooLong = text.length > textLimits.characters || wordsOf(text).length > wordLimit
  return tooLong ? 'too-long' : null
}

/** A text with its edit object resolved: null is the whole image. */
export type Kept<Raw> = Omit<Raw, 'editObject'> & { readonly editObject: string | null }

/** Keeps what may become a row, one answer after the other, and says of everything else why not. */
export class Sieve {
  readonly dropped: Dropped[] = []
  readonly #rules: SiftRules
  readonly #exact = new Set<string>()
  readonly #near = new NearDuplicateIndex<true>()

  constructor(rules: SiftRules) {
    this.#rules = rules
    for (const instruction of rules.existing ?? []) this.#remember(instruction)
  }

  /** The text as it will be stored, or null when it was dropped. */
  keep<Raw extends RawText>(raw: Raw): Kept<Raw> | null {
    const reason = this.#faultOf(raw)
    if (reason !== null) {
      this.drop(reason, raw)
      return null
    }
    this.#remember(raw.instruction)
    const target = raw.targetCaption === undefined ? {} : { targetCaption: normaliseText(raw.targetCaption) }
    const instruction = normaliseText(raw.instruction)
    return { ...raw, ...target, instruction, editObject: editObjectOf(raw.editObject) }
  }

  drop(reason: DropReason, raw: unknown): void {
    this.dropped.push(dropped(reason, raw))
  }

  #faultOf(raw: RawText): DropReason | null {
    const fault = faultOf(raw.instruction, textLimits.instructionWords)
    if (fault !== null) return fault
    if (!this.#rules.editTypes.includes(raw.editType)) return 'unknown-type'
    const { sourceCaption } = this.#rules
    if (sourceCaption !== null) {
      const target = raw.targetCaption ?? ''
      const captionFault = faultOf(target, textLimits.captionWords)
      if (captionFault !== null) return captionFault
      if (!captionChanged(sourceCaption, target)) return 'unchanged-caption'
    }
    if (raw.editObject != null && hasControlCharacters(raw.editObject)) return 'control-characters'
    if (this.#exact.has(comparisonForm(raw.instruction))) return 'exact-duplicate'
    return this.#near.find(raw.instruction) === null ? null : 'near-duplicate'
  }

  #remember(instruction: string): void {
    this.#exact.add(comparisonForm(instruction))
    this.#near.add(true, instruction)
  }
}
