import { Command } from 'commander'
import { type Reproduction, reproduceCandidate } from '@/lib/pipeline/generation'
import { env } from '@/lib/platform/env'
import { exitCodes } from '../exit-codes'
import { action, type Cli } from '../run-action'
import { withWorker } from '../with-worker'

/** What a diffusion model may differ by on another provider or machine. */
const tolerance = 1

const wordsOf = ({ engine, engineDiffers, images }: Reproduction): string[] => [
  `Made again by ${engine}.`,
  ...engineDiffers.map((difference) => `! ${difference}`),
  ...images.map(({ image, same, maxDifference }) =>
    same ? `${image}\tsame bytes` : `${image}\tdiffers by at most ${maxDifference}/255 a pixel`,
  ),
]

const reproduce = async (cli: Cli, id: string, { models }: { models?: string }): Promise<number> => {
  await cli.openDatabase()
  const made = await withWorker(
    () => reproduceCandidate(id, cli.signal),
    models ?? env().EXEMPLAR_MODELS ?? null,
  )
  const allowed = made.engineDiffers.length > 0 ? tolerance : 0
  const ok = made.images.every(({ same, maxDifference }) => same || maxDifference <= allowed)
  cli.result({ ok, ...made }, () => wordsOf(made))
  return ok ? exitCodes.done : exitCodes.failed
}

export const reproduceCommand = (): Command =>
  new Command('reproduce')
    .argument('<candidate>', 'the id of a candidate')
    .option('--models <dir>', 'the folder of the models; default: EXEMPLAR_MODELS')
    .description('Make a candidate again from its row, and compare')
    .action(action(reproduce))
