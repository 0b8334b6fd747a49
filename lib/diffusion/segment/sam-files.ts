import { ExemplarError } from '@/lib/platform/errors'
import type { ModelFolder } from '../models/open-folder'

/** Precisions by the end of a file's name, best first; quantised variants are never taken by themselves. */
const variants = ['', '_fp16'] as const

const stem = (file: string): string => (file.split('/').at(-1) ?? file).replace(/\.onnx$/, '')

/** Files in float32 first, and of the decoders of one repository the one with several masks first. */
const rank = (file: string): number =>
  variants.findIndex((v) => v !== '' && stem(file).endsWith(v)) + (stem(file).includes('single') ? 10 : 0)

const isQuantised = (file: string): boolean => /_(quantized|u?int8|q4|q4f16|bnb4)$/.test(stem(file))

const graphs = ({ files }: ModelFolder, wanted: (stem: string) => boolean): string[] =>
  [...files.keys()]
    .filter((file) => file.endsWith('.onnx') && !isQuantised(file) && wanted(stem(file)))
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))

const missing = ({ root, files }: ModelFolder, half: string): ExemplarError => {
  const present = [...files.keys()].filter((file) => file.endsWith('.onnx'))
  const there = present.length > 0 ? `; there is ${present.join(', ')}` : ''
  return new ExemplarError('not-found', `${root} has no ${half}${there}.`, {
    field: half,
    fix: 'Fetch the whole repository again; SAM is published as an image encoder and a mask decoder.',
  })
}

/**
 * The graphs of a SAM repository. Their names differ (vision_encoder, mobile_sam_image_encoder;
 * prompt_encoder_mask_decoder, sam_mask_decoder_multi, decoder), but all say which half they are.
 * Errors: `not-found` naming the half that is missing and what there is.
 */
export const samFiles = (folder: ModelFolder): { readonly encoder: string; readonly decoders: string[] } => {
  const [encoder] = graphs(folder, (name) => name.includes('encoder') && !name.includes('decoder'))
  if (!encoder) throw missing(folder, 'image encoder')
  const decoders = graphs(folder, (name) => name.includes('decoder'))
  if (decoders.length === 0) throw missing(folder, 'mask decoder')
  return { encoder: folder.path(encoder), decoders: decoders.map((file) => folder.path(file)) }
}
