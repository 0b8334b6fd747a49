import path from 'node:path'
import { digestFile } from './digest-file'
import { openFolder } from './open-folder'

export interface FileDigest {
  /** Relative to the folder, with forward slashes. */
  readonly file: string
  readonly bytes: number
  /** sha256, hex. */
  readonly digest: string
}

/** Graphs and weights, not what `prepare` derives from them. */
const isWeights = (file: string): boolean =>
  /\.onnx([._]data.*)?$|\.onnx_data(_\d+)?$|\.bin$|\.weight$/.test(file) &&
  !/\.p2p-[0-9a-f]+\.onnx$/.test(file)

/**
 * Digests of all weight files of a model folder, by name: what identifies the model on every row that it made.
 * @param cache a folder that remembers digests of unchanged files.
 */
export const digestFolder = async (root: string, cache?: string): Promise<FileDigest[]> => {
  const { files } = await openFolder(root)
  const weights = [...files].filter(([file]) => isWeights(file)).sort(([a], [b]) => (a < b ? -1 : 1))
  const digests: FileDigest[] = []
  // One after another: they share a disk.
  for (const [file, bytes] of weights)
    digests.push({ file, bytes, digest: await digestFile(path.join(root, file), cache) })
  return digests
}
