import { existsSync } from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'
import { env } from '@/lib/platform/env'
import { ExemplarError } from '@/lib/platform/errors'
import type { Finding } from '../doctor/check'
import { checkChromium, checkEnvironment, checkNode, checkStorage } from '../doctor/machine'
import { checkDatabase, checkInference, checkLanguage, checkQueue } from '../doctor/services'
import { exitCodes } from '../exit-codes'
import { action, type Cli } from '../run-action'

const marks = { ok: '✓', warn: '!', fail: '✗' } as const

/** The folder above this file that has the migrations: the source's or the bundle's, whichever runs. */
const findRoot = (from = import.meta.dirname): string => {
  if (existsSync(path.join(from, 'prisma/schema.prisma'))) return from
  const above = path.dirname(from)
  if (above === from) throw new Error('the folder of Exemplar was not found')
  return findRoot(above)
}

const print = ({ name, state, says, fix }: Finding): string[] => {
  const indent = ' '.repeat(15)
  return [
    `${marks[state]} ${name.padEnd(12)} ${says.trimEnd().replace(/\n(?=.)/g, `\n${indent}`)}`,
    ...(fix ? [indent + fix] : []),
  ]
}

/** Not under `check`'s patience: the embedded database may have to be made first, and its launcher has its own. */
const openDatabase = async (cli: Cli): Promise<Finding[]> => {
  try {
    await cli.openDatabase()
    return []
  } catch (error) {
    const { message, fix } = error instanceof ExemplarError ? error : { message: String(error) }
    return [
      {
        name: 'database',
        state: 'fail',
        says: message,
        fix: fix ?? 'Start PostgreSQL, and check DATABASE_URL.',
      },
    ]
  }
}

const look = async (cli: Cli): Promise<Finding[]> => {
  const root = findRoot()
  const found = [await checkNode(), ...(await openDatabase(cli))]
  const isSound = () => found.every(({ state }) => state !== 'fail')
  // Each needs the one before it, and would only say the same in other words.
  if (isSound()) found.push(await checkEnvironment())
  if (isSound())
    found.push(
      ...(await Promise.all([checkDatabase(root), checkQueue(), checkStorage()])),
      await checkInference(),
      await checkLanguage(),
      await checkChromium(root, env().PATH),
    )
  return found
}

export const doctorCommand = (): Command =>
  new Command('doctor').action(
    action(async (cli) => {
      const findings = await look(cli)
      const failed = findings.some(({ state }) => state === 'fail')
      cli.result({ ok: !failed, findings }, () => findings.flatMap(print))
      return failed ? exitCodes.failed : exitCodes.done
    }),
  )
