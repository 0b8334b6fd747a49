import { ExemplarError } from '@/lib/platform/errors'
import { checkExternalData } from './external-data'
import { readOnnxFile } from './onnx-file'
import { type Provider, providerMissing } from './providers'

/** What the runtime says, for a message of our own. */
export const words = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).trim()

const memoryEnded = /allocat|out of memory|bad_alloc/i
const lacksProvider = /load (shared )?library|adapter|backend not found|device not found|no CUDA-capable/i

/**
 * Why onnxruntime would not load a file, better than it says itself (“Protobuf parsing failed”): truncated, no ONNX,
 * weights missing or behind links, too large for the memory, or the provider not there. Looked into only after a
 * failure, so that loading costs nothing more.
 */
export const explainFailure = async (
  file: string,
  provider: Provider,
  error: unknown,
): Promise<ExemplarError> => {
  const said = words(error)
  try {
    await checkExternalData(readOnnxFile(file))
  } catch (problem) {
    if (problem instanceof ExemplarError) return problem
  }
  if (memoryEnded.test(said))
    return new ExemplarError('unavailable', `${file} does not fit into the memory of ${provider}: ${said}`, {
      field: file,
      fix: 'Use its float16 export, or free memory on the device.',
      cause: error,
    })
  if (provider !== 'cpu' && lacksProvider.test(said))
    return providerMissing(provider, said.split('\n').at(-1))
  return new ExemplarError('bad-input', `${file} cannot be loaded on ${provider}: ${said}`, {
    field: file,
    fix: 'Fetch the file again, or export it with a version of optimum that onnxruntime 1.30 supports.',
    cause: error,
  })
}
