import { ExemplarError } from '@/lib/platform/errors'
import { checkExternalData } from './external-data'
import { readOnnxFile } from './onnx-file'

/**
 * Why onnxruntime would not load a file, better than it says itself (“Protobuf parsing failed”): truncated, no ONNX,
 * weights missing or behind links. Looked into only after a failure, so that loading costs nothing more.
 */
export const explainFailure = async (file: string, words: string, cause: unknown): Promise<ExemplarError> => {
  try {
    const onnx = readOnnxFile(file)
    await checkExternalData(onnx)
  } catch (error) {
    if (error instanceof ExemplarError) return error
  }
  return new ExemplarError('bad-input', `${file} cannot be loaded: ${words}`, {
    field: file,
    fix: 'Fetch the file again, or export it with a version of optimum that onnxruntime 1.30 supports.',
    cause,
  })
}
