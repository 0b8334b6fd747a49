import { Command, Option } from 'commander'
import {
  checkFolder,
  type ModelRole,
  modelRoles,
  type RoleVerdict,
} from '@/lib/diffusion/models/check/check-folder'
import { isModelFolder, listFolders } from '@/lib/diffusion/models/list-folders'
import { exitCodes } from '../exit-codes'
import { showBytes } from '../progress'
import { action, type Cli } from '../run-action'
import { findModel } from './find-model'

/** All that is in the way; but of parts that a model was never meant for, only what it is instead. */
const print = ({ role, ok, problems }: RoleVerdict, isBrief: boolean): string[] => [
  `${ok ? '✓' : '✗'} ${role.padEnd(10)}${ok ? '' : (problems[0]?.says ?? '')}`.trimEnd(),
  ...(isBrief ? [] : problems).flatMap(({ says, fix }, i) => [
    ...(i === 0 ? [] : [`  ${says}`]),
    ...(fix === undefined ? [] : [`    ${fix}`]),
  ]),
]

const checkOne = async (folder: string, role: ModelRole | undefined) => {
  const verdict = await checkFolder(folder)
  const roles = verdict.roles.filter((one) => role === undefined || one.role === role)
  return { ...verdict, roles, ok: roles.some(({ ok }) => ok) }
}

const wordsOf = ({ root, kind, bytes, roles, ok }: Awaited<ReturnType<typeof checkOne>>): string[] => [
  `${root}: ${kind ?? 'of no stated kind'}, ${showBytes(bytes)}`,
  ...roles.flatMap((one) => print(one, ok)),
]

const check = async (cli: Cli, name: string, { role }: { readonly role?: ModelRole }): Promise<number> => {
  const folder = await findModel(name)
  if (await isModelFolder(folder)) {
    const verdict = await checkOne(folder, role)
    cli.result(verdict, () => wordsOf(verdict))
    return verdict.ok ? exitCodes.done : exitCodes.refused
  }
  const models: Awaited<ReturnType<typeof checkOne>>[] = []
  for (const one of await listFolders(folder)) {
    cli.signal.throwIfAborted()
    models.push(await checkOne(one, role))
  }
  const ok = models.some((model) => model.ok)
  cli.result({ root: folder, models, ok }, () =>
    models.length === 0 ? [`No models in ${folder}.`] : models.flatMap(wordsOf),
  )
  return ok ? exitCodes.done : exitCodes.refused
}

export const checkCommand = (): Command =>
  new Command('check')
    .description('say which parts a model can play, and for the others why not')
    .argument('<folder>', 'a model’s folder, one with several, or the name of a model that was pulled')
    .addOption(new Option('--role <role>', 'only this part').choices(modelRoles))
    .addHelpText(
      'after',
      '\nExit code 0 if it can play a part (or the one asked for), 5 if not. No weights are loaded.',
    )
    .action(action(check))
