import { Command, Option } from 'commander'
import {
  checkFolder,
  type ModelRole,
  modelRoles,
  type RoleVerdict,
} from '@/lib/diffusion/models/check/check-folder'
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

const check = async (cli: Cli, folder: string, { role }: { readonly role?: ModelRole }): Promise<number> => {
  const verdict = await checkFolder(await findModel(folder))
  const roles = verdict.roles.filter((one) => role === undefined || one.role === role)
  const ok = roles.some((one) => one.ok)
  cli.result({ ...verdict, roles, ok }, () => [
    `${verdict.root}: ${verdict.kind ?? 'of no stated kind'}, ${showBytes(verdict.bytes)}`,
    ...roles.flatMap((one) => print(one, ok)),
  ])
  return ok ? exitCodes.done : exitCodes.refused
}

export const checkCommand = (): Command =>
  new Command('check')
    .description('say which parts a model can play, and for the others why not')
    .argument('<folder>', 'a folder, or the name of a model that was pulled')
    .addOption(new Option('--role <role>', 'only this part').choices(modelRoles))
    .addHelpText(
      'after',
      '\nExit code 0 if it can play a part (or the one asked for), 5 if not. No weights are loaded.',
    )
    .action(action(check))
