import { ExemplarError } from '@/lib/platform/errors'
import type { OnnxModel } from '../onnx/open-session'

/** The first of the names that the model has an output of. Errors: `unsupported` naming the file and what it has. */
export const requiredOutput = (model: OnnxModel, names: readonly string[], fix: string): string => {
  const found = names.find((name) => model.outputs.has(name))
  if (found) return found
  throw new ExemplarError(
    'unsupported',
    `${model.file} has no output ${names.join(' or ')}; it has ${[...model.outputs.keys()].join(', ')}.`,
    { field: names[0] ?? 'output', fix },
  )
}
