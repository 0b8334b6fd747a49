import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { checkFolder } from '@/lib/diffusion/models/check/check-folder'
import { listFolders } from '@/lib/diffusion/models/list-folders'
import type { DeviceModels } from '@/lib/engines/device-calls'
import { ExemplarError } from '@/lib/platform/errors'

// A folder of models holds one folder for each. Which plays which part is read off its own configuration; models.json
// beside them says it where two could.

const roles = ['editor', 'clip', 'dinov2', 'sam', 'grounding'] as const
type Role = (typeof roles)[number]

const named = z.strictObject(Object.fromEntries(roles.map((role) => [role, z.string().optional()])))

const readJson = async (file: string): Promise<unknown> => {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return null
  try {
    return JSON.parse(text)
  } catch {
    throw new ExemplarError('bad-input', `${file} is not JSON.`, { field: file, fix: 'Fetch it again.' })
  }
}

const byModelType: Readonly<Record<string, Role>> = {
  clip: 'clip',
  dinov2: 'dinov2',
  dinov2_with_registers: 'dinov2',
  sam: 'sam',
  'grounding-dino': 'grounding',
}

const modelType = z.looseObject({ model_type: z.string().optional() })

/** The part that a folder can play by what it says of itself; null for anything else. */
const roleOf = async (folder: string): Promise<Role | null> => {
  if (await readJson(path.join(folder, 'model_index.json'))) return 'editor'
  const said = await readJson(path.join(folder, 'config.json'))
  if (said) return byModelType[modelType.safeParse(said).data?.model_type ?? ''] ?? null
  // MobileSAM is published without a configuration: its graphs speak for it.
  const { roles } = await checkFolder(folder)
  return roles.some(({ role, ok }) => role === 'segmenter' && ok) ? 'sam' : null
}

/**
 * Which model folders under `root` play which part. Errors: `not-found` where the folder is missing, `bad-input`
 * where two folders could play a part and models.json does not say which.
 */
export const findModels = async (
  root: string,
): Promise<Partial<Record<Role, string>> & Pick<DeviceModels, Role>> => {
  const folders = await listFolders(root)
  const file = path.join(root, 'models.json')
  const said = named.safeParse((await readJson(file)) ?? {})
  if (!said.success)
    throw new ExemplarError('bad-input', `${file} names a part that there is not.`, {
      field: file,
      fix: `It may name ${roles.join(', ')}, each with a folder.`,
    })
  const found = new Map<Role, string[]>()
  for (const folder of folders) {
    const role = await roleOf(folder)
    if (role) found.set(role, [...(found.get(role) ?? []), folder])
  }
  const chosen: Partial<Record<Role, string>> = {}
  for (const role of roles) {
    const name = said.data[role]
    const candidates = found.get(role) ?? []
    if (name) chosen[role] = path.resolve(root, name)
    else if (candidates.length > 1)
      throw new ExemplarError(
        'bad-input',
        `Several models can be the ${role}: ${candidates.map((folder) => path.relative(root, folder)).join(', ')}.`,
        {
          field: file,
          fix: `Say which in ${file}: {"${role}": "${path.relative(root, candidates[0] ?? '')}"}`,
        },
      )
    else if (candidates[0]) chosen[role] = candidates[0]
  }
  return chosen
}
