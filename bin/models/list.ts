import path from 'node:path'
import { Command } from 'commander'
import { checkFolder, type ModelRole } from '@/lib/diffusion/models/check/check-folder'
import { listFolders } from '@/lib/diffusion/models/list-folders'
import { modelsEnv } from '@/lib/platform/env'
import { showBytes } from '../progress'
import { action, type Cli } from '../run-action'

const list = async (cli: Cli): Promise<undefined> => {
  const { modelsFolder } = modelsEnv()
  const models: { name: string; kind: string | null; bytes: number; roles: ModelRole[] }[] = []
  for (const folder of await listFolders(modelsFolder)) {
    cli.signal.throwIfAborted()
    const { kind, bytes, roles } = await checkFolder(folder)
    const name = path.relative(modelsFolder, folder).split(path.sep).join('/')
    models.push({ name, kind, bytes, roles: roles.flatMap(({ role, ok }) => (ok ? [role] : [])) })
  }
  cli.result({ folder: modelsFolder, models }, () =>
    models.length === 0
      ? [`No models in ${modelsFolder}. Fetch one with: npx exemplar models pull <repository>`]
      : models.map(({ name, bytes, roles }) =>
          [name, showBytes(bytes), roles.join(', ') || 'no part; see: models check'].join('\t'),
        ),
  )
}

export const listCommand = (): Command =>
  new Command('list')
    .description(
      'list the models of EXEMPLAR_MODELS (default: models/ in EXEMPLAR_HOME), with the parts they can play',
    )
    .action(action(list))
