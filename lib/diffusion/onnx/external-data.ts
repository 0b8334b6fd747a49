import { lstat, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { ExemplarError } from '@/lib/platform/errors'
import type { OnnxFile } from './onnx-file'

/** The paths of the files in which a graph's weights are, if not in itself, each once. */
export const externalFiles = (onnx: OnnxFile): string[] => {
  const locations = onnx.initializers.flatMap(({ external }) => (external ? [external.location] : []))
  return [...new Set(locations)].map((location) => path.join(path.dirname(onnx.file), location))
}

const bytesPerElement: Readonly<Record<number, number>> = {
  1: 4,
  2: 1,
  3: 1,
  4: 2,
  5: 2,
  6: 4,
  7: 8,
  9: 1,
  10: 2,
  11: 8,
  12: 4,
  13: 8,
  16: 2,
}

/**
 * Checks that every external weight can be read by onnxruntime: beside its graph, in a real file, long enough.
 * Errors: `bad-input` or `not-found` naming graph, file and tensor, with the fix.
 */
export const checkExternalData = async (onnx: OnnxFile): Promise<void> => {
  const root = path.dirname(onnx.file)
  const sizes = new Map<string, number>()
  for (const { name, dims, elementType, external } of onnx.initializers) {
    if (!external) continue
    const { location, offset, length } = external
    const file = path.join(root, location)
    const refuse = (code: 'bad-input' | 'not-found', problem: string, fix: string) =>
      new ExemplarError(code, `${onnx.file}: the tensor “${name}” is in ${location}, ${problem}`, {
        field: file,
        fix,
      })
    if (path.isAbsolute(location) || path.relative(root, file).startsWith('..') || location === '')
      throw refuse(
        'bad-input',
        'outside of the graph’s folder.',
        'Put the weights beside the graph, and save it again.',
      )
    const size = sizes.get(file) ?? (await sizeOf(file, refuse))
    sizes.set(file, size)
    const stated = dims.reduce((count, dim) => count * dim, 1) * (bytesPerElement[elementType] ?? 0)
    if (length !== null && stated > 0 && length !== stated)
      throw refuse(
        'bad-input',
        `${length} bytes long; ${stated} were expected for [${dims.join(', ')}].`,
        'Export the model again.',
      )
    const end = offset + (length ?? stated)
    if (end > size)
      throw refuse(
        'bad-input',
        `at bytes ${offset} to ${end}; the file is truncated, it has ${size}.`,
        'Fetch the file again.',
      )
  }
}

type Refuse = (code: 'bad-input' | 'not-found', problem: string, fix: string) => ExemplarError

const sizeOf = async (file: string, refuse: Refuse): Promise<number> => {
  const link = await lstat(file).catch(() => null)
  if (!link)
    throw refuse('not-found', 'which is missing.', 'Fetch the whole repository, with its *.onnx_data files.')
  // onnxruntime follows no link to weights, so that a model cannot point at other files of the machine.
  if (link.isSymbolicLink()) {
    const target = await realpath(file).catch(() => 'nothing')
    throw refuse(
      'bad-input',
      `a symbolic link to ${target}, and onnxruntime refuses weights behind symbolic links.`,
      `Put a real file in its place: ln -f "${target}" "${file}" (or cp where that is on another disk), or fetch the repository with: npx exemplar models pull`,
    )
  }
  return (await stat(file)).size
}
