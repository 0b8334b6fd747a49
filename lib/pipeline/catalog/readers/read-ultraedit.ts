import { cleanCaption, cleanText } from './clean-caption'
import { fault, type ImageLocation, type ImportLine, type Parsed } from './import-row'
import { locateImage } from './locate-image'
import { readJsonObjects } from './read-lines'

/** What an instruction edits: nothing named (free-form), the whole image, or an object to be found in it. */
export type EditTarget =
  | { readonly kind: 'free-form' }
  | { readonly kind: 'whole-image' }
  | { readonly kind: 'object'; readonly name: string }

/** A record of UltraEdit's, as its generation code reads them. */
export interface UltraEditRow {
  readonly idx: number
  readonly instruction: string
  readonly sourceCaption: string
  readonly targetCaption: string
  readonly image: ImageLocation
  readonly target: EditTarget
}

/**
 * Reads UltraEdit's records in JSON Lines: `edit_instruction, input_text, input_image, output_text, global_idx` and,
 * for region edits, `edit_object`, in which `NONE` means the whole image.
 */
export const readUltraEdit = (bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ImportLine<UltraEditRow>> =>
  readJsonObjects(bytes, readRecord)

function readRecord(object: Readonly<Record<string, unknown>>): Parsed<UltraEditRow> {
  const instruction = requiredText(object, 'edit_instruction')
  if (!instruction.ok) return instruction
  const source = requiredText(object, 'input_text')
  if (!source.ok) return source
  const output = requiredText(object, 'output_text')
  if (!output.ok) return output
  const { input_image: given, global_idx: idx } = object
  if (typeof given !== 'string')
    return fault('input_image', 'The input_image is not a text.', 'Give its path.')
  const image = locateImage(given, 'input_image')
  if (!image.ok) return image
  if (typeof idx !== 'number' || !Number.isSafeInteger(idx) || idx < 0) {
    return fault('global_idx', 'The global_idx is not a whole number from 0.', 'Number the records.')
  }
  const target = readTarget(object.edit_object)
  if (!target.ok) return target
  return {
    ok: true,
    value: {
      idx,
      instruction: instruction.value,
      sourceCaption: source.value,
      targetCaption: output.value,
      image: image.value,
      target: target.value,
    },
  }
}

function requiredText(object: Readonly<Record<string, unknown>>, field: string): Parsed<string> {
  const given = object[field]
  if (typeof given !== 'string') return fault(field, `The ${field} is not a text.`, `Give the ${field}.`)
  const text = cleanCaption(given, field)
  if (!text.ok) return text
  return text.value === null
    ? fault(field, `The ${field} is empty.`, `Give the ${field}.`)
    : { ok: true, value: text.value }
}

function readTarget(given: unknown): Parsed<EditTarget> {
  if (given === undefined || given === null) return { ok: true, value: { kind: 'free-form' } }
  if (typeof given !== 'string') {
    return fault(
      'edit_object',
      'The edit_object is not a text.',
      'Name one object, or NONE for the whole image.',
    )
  }
  if (given.includes('NONE')) return { ok: true, value: { kind: 'whole-image' } }
  const name = cleanText(given)
  return { ok: true, value: name === null ? { kind: 'free-form' } : { kind: 'object', name } }
}
