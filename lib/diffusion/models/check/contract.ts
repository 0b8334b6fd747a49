import { ExemplarError } from '@/lib/platform/errors'
import { checkExternalData } from '../../onnx/external-data'
import { elementTypes, type OnnxFile, type OnnxValue, readOnnxFile } from '../../onnx/onnx-file'

/** What a graph must offer: names, each one of several where exports differ. */
export interface Contract {
  readonly inputs: readonly (string | readonly string[])[]
  readonly outputs: readonly (string | readonly string[])[]
}

const anyOf = (wanted: string | readonly string[]): readonly string[] =>
  typeof wanted === 'string' ? [wanted] : wanted

const missingOf = (wanted: Contract['inputs'], values: readonly OnnxValue[]): string[] =>
  wanted
    .map(anyOf)
    .filter((names) => !names.some((name) => values.some((value) => value.name === name)))
    .map((names) => names.join(' or '))

const supported = new Set<number>([
  elementTypes.float32,
  elementTypes.float16,
  elementTypes.int64,
  elementTypes.int32,
  elementTypes.bool,
])

const namesOf = (values: readonly OnnxValue[]): string => values.map(({ name }) => name).join(', ') || 'none'

/** Weights may be listed among the inputs (IR version 3); what is fed is the rest. */
const fedInputs = ({ inputs, initializers }: OnnxFile): OnnxValue[] => {
  const weights = new Set(initializers.map(({ name }) => name))
  return inputs.filter(({ name }) => !weights.has(name))
}

/**
 * Reads a graph's structure and holds it against what its part asks for: whole, its weights in reach, inputs and
 * outputs there and of types that can be served. No weights are loaded.
 * Errors: `ExemplarError` naming file and tensor.
 */
export const checkGraph = async (file: string, contract: Contract): Promise<OnnxFile> => {
  const onnx = readOnnxFile(file)
  await checkExternalData(onnx)
  const inputs = fedInputs(onnx)
  for (const [kind, wanted, values] of [
    ['input', contract.inputs, inputs],
    ['output', contract.outputs, onnx.outputs],
  ] as const) {
    const [missing] = missingOf(wanted, values)
    if (missing)
      throw new ExemplarError(
        'unsupported',
        `${file} has no ${kind} ${missing}; it has ${namesOf(values)}.`,
        {
          field: missing,
          fix: 'Use an export with these names, as optimum makes it.',
        },
      )
  }
  const strange = inputs.find(({ elementType }) => elementType !== null && !supported.has(elementType))
  if (strange)
    throw new ExemplarError(
      'unsupported',
      `${file}: the input ${strange.name} is of ONNX element type ${strange.elementType}; float32, float16, int64, int32 or bool was expected.`,
      { field: strange.name, fix: 'Use a float32 or float16 export.' },
    )
  return onnx
}

/** The size of a tensor's axis, or null where it is free or not stated. */
export const fixedSize = (values: readonly OnnxValue[], name: string, axis: number): number | null => {
  const size = values.find((value) => value.name === name)?.dims?.at(axis)
  return typeof size === 'number' && size > 0 ? size : null
}
