import path from 'node:path'
import { Command } from 'commander'
import { topics } from '@/lib/diffusion/verify/topics'
import { type Verdict, type VerifiedCase, verifyFolder } from '@/lib/diffusion/verify/verify-folder'
import { exitCodes } from '../exit-codes'
import { action, type Cli } from '../run-action'

interface VerifyOptions {
  readonly only?: readonly string[]
}

const number = (value: number): string =>
  value === 0 || !Number.isFinite(value) ? String(value) : value.toExponential(1)

const printCase = ({ topic, name, error, tolerance, ok, what }: VerifiedCase): string =>
  `${ok ? 'ok  ' : 'FAIL'}  ${`${topic}/${name}`.padEnd(58)} ${number(error).padStart(8)}  of ${number(tolerance).padStart(7)}  ${what}`

const print = ({ cases, skipped, unknown }: Verdict): string[] => {
  const failed = cases.filter(({ ok }) => !ok).length
  return [
    ...cases.map(printCase),
    ...skipped.map((topic) => `skip  ${topic}: the folder has no cases of it`),
    ...unknown.map((topic) => `skip  ${topic}: nothing here checks it`),
    `${cases.length - failed} of ${cases.length} cases agree.`,
  ]
}

const verify = async (cli: Cli, folder: string, { only }: VerifyOptions): Promise<number> => {
  let done = 0
  const verdict = await verifyFolder(path.resolve(folder), {
    topics,
    signal: cli.signal,
    onCase: () => cli.progress.update('Checking cases', ++done, null),
    ...(only ? { only } : {}),
  })
  // Infinity, which JSON cannot say, stands for “no comparable value”.
  cli.result(verdict, () => print(verdict))
  return verdict.ok ? exitCodes.done : exitCodes.failed
}

const names = (list: string): string[] =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)

export const verifyCommand = (): Command =>
  new Command('verify')
    .argument('<folder>', 'a folder of models, inputs and expected values')
    .option(
      '--only <topics>',
      `some of ${topics.map(({ name }) => name).join(', ')}, with commas between`,
      names,
    )
    .addHelpText(
      'after',
      '\nOne line a case: its largest absolute error of the value that used up the most of its tolerance.',
    )
    .action(action(verify))
