import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { ExemplarError } from '@/lib/platform/errors'

const looksLikeModel = (names: readonly string[]): boolean =>
  names.some((name) => name === 'model_index.json' || name === 'config.json' || name.endsWith('.onnx'))

/** Whether a folder is one model, rather than a place for several. */
export const isModelFolder = async (folder: string): Promise<boolean> => {
  const names: string[] = await readdir(folder).catch(() => [])
  return looksLikeModel(names) || names.includes('onnx')
}

/**
 * The model folders under a folder, sorted: `name`, or `owner/name` one level down. Errors: `not-found` where the
 * folder is missing.
 */
export const listFolders = async (root: string): Promise<string[]> => {
  const below = async (folder: string, level: number): Promise<string[]> => {
    const entries = await readdir(folder, { withFileTypes: true })
    if (level > 0 && looksLikeModel(entries.map(({ name }) => name))) return [folder]
    if (level === 2) return []
    const folders = entries.filter((entry) => !entry.name.startsWith('.') && !entry.isFile())
    const found = await Promise.all(
      folders.map(({ name }) => below(path.join(folder, name), level + 1).catch(() => [])),
    )
    return found.flat()
  }
  const found = await below(root, 0).catch((cause) => {
    throw new ExemplarError('not-found', `The folder of the models ${root} cannot be read.`, {
      field: 'EXEMPLAR_MODELS',
      fix: 'Fetch a model into it with: npx exemplar models pull',
      cause,
    })
  })
  return found.sort()
}
