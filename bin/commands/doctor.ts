import { existsSync } from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'
import { env } from '@/lib/platform/env'
import { check, type Finding } from '../doctor/check'
import { checkChromium, checkEnvironment, checkNode, checkStorage } from '../doctor/machine'
import { checkDatabase, checkInference, checkLanguage, checkQueue } from '../doctor/services'
import { exitCodes } from '../exit-codes'
import { action } from '../run-action'

const marks = { ok: '✓', warn: '!', fail: '✗' } as const

/** The folder above this file that has the migrations: the source's or the bundle's, whichever runs. */
const findRoot = (from = import.meta.dirname): string => {
  if (existsSync(path.join(from, 'prisma/schema.prisma'))) return from
  const above = path.dirname(from)
  if (above === from) throw new Error('the folder of Exemplar was not found')
  return findRoot(above)
}

const print = ({ name, state, says, fix }: Finding): string[] => [
  `${marks[state]} ${name.padEnd(12)} ${says}`,
  ...(fix ? [`  ${' '.repeat(12)} ${fix}`] : []),
]

export const doctorCommand = (): Command =>
  new Command('doctor')
    .description('check what this installation needs, each with what to do about it')
    .action(
      action(async (cli) => {
        const root = findRoot()
        const opened = await check('launch', 'See above.', async () => {
          await cli.openDatabase()
          return { state: 'ok', says: '' }
        })
        const findings: Finding[] = [
          await checkNode(),
          ...(opened.state === 'ok' ? [] : [opened]),
          await checkEnvironment(),
        ]
        // Nothing else can be looked at without an environment, and its finding says why.
        if (findings.every(({ state }) => state !== 'fail'))
          findings.push(
            ...(await Promise.all([checkDatabase(root), checkQueue(), checkStorage()])),
            await checkInference(),
            await checkLanguage(),
            await checkChromium(root, env().PATH),
          )
        const failed = findings.some(({ state }) => state === 'fail')
        cli.result({ ok: !failed, findings }, () => findings.flatMap(print))
        return failed ? exitCodes.failed : exitCodes.done
      }),
    )
