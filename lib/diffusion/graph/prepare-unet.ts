import { createHash } from 'node:crypto'
import path from 'node:path'
import { digestCache, digestFile } from '../models/digest-file'
import { checkExternalData } from '../onnx/external-data'
import { elementTypes, type OnnxFile, readOnnxFile } from '../onnx/onnx-file'
import type { Provider } from '../onnx/providers'
import { folderFor } from './folder-for'
import { insertControl, preparedKey, surgeryVersion } from './insert-control'
import { writePieces } from './write-pieces'

export interface PrepareOptions {
  /** Exemplar's own folder of models: digests are remembered there, and read-only models are linked into it. */
  readonly home?: string
  /** Where it will run; the graph differs for float16 models on the CPU. Default `cpu`. */
  readonly provider?: Provider
}

export interface PreparedUnet {
  /** The controlled graph, beside the weights. */
  readonly file: string
  readonly source: string
  /** sha256 of the source file, hex. */
  readonly sourceDigest: string
  /** False where it was there already. */
  readonly isNew: boolean
}

/**
 * Writes the controlled graph of an exported UNet: only the graph, beside the weights, which stay where they are.
 * Named for the digest of source and surgery, so that it is made once and never stale. In a folder that cannot be
 * written, the weights are hard-linked into `home` and the graph is written there.
 * Errors: `unsupported` where the attention cannot be controlled, `bad-input` for broken files, `refused` where
 * there is no place to write to; each with the fix.
 */
export const prepareUnet = async (source: string, options: PrepareOptions = {}): Promise<PreparedUnet> => {
  const onnx = readOnnxFile(source)
  await checkExternalData(onnx)
  const sourceDigest = await digestFile(source, options.home && digestCache(options.home))
  const emulatesFloat16 = (options.provider ?? 'cpu') === 'cpu' && usesFloat16(onnx)
  const key = createHash('sha256')
    .update(`${sourceDigest} ${surgeryVersion} ${emulatesFloat16}`)
    .digest('hex')
    .slice(0, 16)
  const name = `${path.basename(source, '.onnx')}.p2p-${key}.onnx`
  const beside = path.join(path.dirname(source), name)
  if (isPrepared(beside)) return { file: beside, source, sourceDigest, isNew: false }
  const { pieces } = insertControl(onnx, { emulatesFloat16 })
  const folder = await folderFor(onnx, key, options.home)
  const file = path.join(folder, name)
  if (isPrepared(file)) return { file, source, sourceDigest, isNew: false }
  await writePieces(source, pieces, file)
  return { file, source, sourceDigest, isNew: true }
}

const usesFloat16 = (onnx: OnnxFile): boolean =>
  onnx.initializers.some(({ elementType }) => elementType === elementTypes.float16)

/** Whether a prepared graph is there and whole; one that a failing disk cut short is made again. */
const isPrepared = (file: string): boolean => {
  try {
    return readOnnxFile(file).metadata.get(preparedKey) === String(surgeryVersion)
  } catch {
    return false
  }
}
