import { ExemplarError } from '@/lib/platform/errors'

/**
 * Grounding DINO reads phrases that each end in a full stop; the published code lower-cases the caption, strips it and
 * adds the last stop. Errors: `bad-input` where nothing is named.
 */
export const detectionText = (caption: string): string => {
  const text = caption.toLowerCase().trim()
  if (!/[\p{L}\p{N}]/u.test(text)) {
    throw new ExemplarError('bad-input', 'The object to find has no name.', {
      field: 'label',
      fix: 'Name it by a noun, such as “cup”, or draw a box.',
    })
  }
  return text.endsWith('.') ? text : `${text}.`
}
