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

export interface DigestOptions {
  /** A folder that remembers the digests of unchanged files, as `digestCache` names it. */
  readonly cache?: string
  readonly signal?: AbortSignal
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void
}

/** Digests of all weight files of a model folder, by name: what identifies the model on every row that it made. */
export const digestFolder = async (
  root: string,
  { cache, signal, onProgress }: DigestOptions = {},
): Promise<FileDigest[]> => {
  const { files } = await openFolder(root)
  const weights = [...files].filter(([file]) => isWeights(file)).sort(([a], [b]) => (a < b ? -1 : 1))
  const totalBytes = weights.reduce((sum, [, bytes]) => sum + bytes, 0)
  const digests: FileDigest[] = []
  let doneBytes = 0
  // One after another: they share a disk.
  for (const [file, bytes] of weights) {
    signal?.throwIfAborted()
    onProgress?.(doneBytes, totalBytes)
    digests.push({ file, bytes, digest: await digestFile(path.join(root, file), cache) })
    doneBytes += bytes
  }
  return digests
}
