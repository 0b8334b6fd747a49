import { createHash, randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { access, copyFile, link, mkdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { ExemplarError } from '@/lib/platform/errors'
import { externalFiles } from '../onnx/external-data'
import type { OnnxFile } from '../onnx/onnx-file'

/** Weights that cannot be linked are copied up to here; a second copy of gigabytes is nobody's wish. */
const mostCopiedBytes = 256 << 20

/** By its permissions too: root may write anywhere, but a folder that was made read-only was meant to be. */
const isWritable = async (folder: string): Promise<boolean> => {
  const { mode } = await stat(folder)
  const isAllowed = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  )
  return isAllowed && (mode & 0o222) !== 0
}

/** Names what the weights are just now. Fine-tuned models share a graph, so its digest alone would mix them up. */
const identify = async (key: string, files: readonly string[]): Promise<string> => {
  const hash = createHash('sha256').update(key)
  for (const file of files) {
    const { dev, ino, size, mtimeNs } = await stat(file, { bigint: true })
    hash.update(` ${dev} ${ino} ${size} ${mtimeNs}`)
  }
  return hash.digest('hex').slice(0, 16)
}

const copyWhole = async (file: string, target: string): Promise<void> => {
  const unfinished = `${target}.${randomUUID()}.part`
  try {
    await copyFile(file, unfinished)
    await rename(unfinished, target)
  } finally {
    await rm(unfinished, { force: true })
  }
}

/**
 * Where the controlled graph of a source goes: beside it, or where that is read-only into `home`, with the weights
 * hard-linked there. onnxruntime wants weights in the graph's own folder, and in real files.
 * Errors: `refused` where neither is possible, with what to do.
 */
export const folderFor = async (onnx: OnnxFile, key: string, home: string | undefined): Promise<string> => {
  const beside = path.dirname(onnx.file)
  if (await isWritable(beside)) return beside
  const refuse = (problem: string, cause?: unknown) =>
    new ExemplarError('refused', `${beside} is read-only${problem}`, {
      field: beside,
      fix: `Make the folder writable, or copy the model to where it is, and prepare it there: cp -r "${beside}" <folder>`,
      cause,
    })
  if (home === undefined) throw refuse('; the controlled graph has to stand beside the weights.')
  const files = externalFiles(onnx)
  const folder = path.join(home, '.prepared', await identify(key, files))
  await mkdir(folder, { recursive: true })
  for (const file of files) {
    const target = path.join(folder, path.relative(beside, file))
    await mkdir(path.dirname(target), { recursive: true })
    await link(file, target).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return
      if ((await stat(file)).size > mostCopiedBytes)
        throw refuse(`, and its weights cannot be linked into ${folder}: ${error.message}.`, error)
      await copyWhole(file, target)
    })
  }
  return folder
}
