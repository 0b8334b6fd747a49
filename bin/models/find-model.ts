import { stat } from 'node:fs/promises'
import path from 'node:path'
import { modelsEnv } from '@/lib/platform/env'
import { ExemplarError } from '@/lib/platform/errors'

const isFolder = async (file: string): Promise<boolean> =>
  (await stat(file).catch(() => null))?.isDirectory() ?? false

/** The folder that an argument names: a path, or the name of a model that was pulled. */
export const findModel = async (name: string): Promise<string> => {
  const { modelsFolder } = modelsEnv()
  const places = [name, path.join(modelsFolder, name), path.join(modelsFolder, name.replace('/', '--'))]
  for (const place of places) if (await isFolder(place)) return path.resolve(place)
  throw new ExemplarError('not-found', `There is no model folder ${name}, here or in ${modelsFolder}.`, {
    field: 'folder',
    fix: `See what there is with: npx exemplar models list. Fetch it with: npx exemplar models pull ${name}`,
  })
}
