import path from 'node:path'
import { Command, Option } from 'commander'
import { env } from '@/lib/platform/env'
import { ExemplarError } from '@/lib/platform/errors'
import { exitCodes } from '../exit-codes'
import { openRunProject, type RunOrder } from '../headless/open-run-project'
import { generateAll, importRecords, type RunFormat, reasonsOf, releaseAll } from '../headless/run-line'
import { readShard, type Shard } from '../headless/shard'
import { wholeNumber } from '../read-options'
import { action, type Cli } from '../run-action'
import { withWorker } from '../with-worker'

interface RunOptions {
  readonly records: string
  readonly images: string
  readonly out: string
  readonly engine?: RunOrder['engine']
  readonly models?: string
  readonly mode?: 'free-form' | 'region'
  readonly planner: RunOrder['planner']
  readonly samples?: number
  readonly seed: number
  readonly shard?: Shard
  readonly resume: boolean
  readonly format: RunFormat
}

/** As published; the embedded engine has less to choose from. */
const samplesOf = ({ engine, mode }: Pick<RunOrder, 'engine' | 'mode'>): number => {
  if (engine === 'procedural') return 4
  return mode === 'region' ? 100 : 30
}

const orderOf = (options: RunOptions): RunOrder => {
  const engine = options.engine ?? (options.models ? 'diffusion' : 'procedural')
  // The environment's models only where one is asked for: what a run gives must not hang on where it is run.
  const models = options.models ?? (engine === 'diffusion' ? env().EXEMPLAR_MODELS : undefined)
  if (engine === 'diffusion' && !models)
    throw new ExemplarError('bad-input', 'The diffusion engine needs models.', {
      field: 'models',
      fix: 'Name their folder with --models or EXEMPLAR_MODELS.',
    })
  const mode = options.mode === 'free-form' ? 'free_form' : options.mode
  const { records, images, planner, seed, shard } = options
  return {
    records,
    images: path.resolve(images),
    engine,
    models: models && path.resolve(models),
    mode,
    planner,
    samples: options.samples ?? samplesOf({ engine, mode }),
    seed,
    shard,
  }
}

const runLine = async (cli: Cli, options: RunOptions): Promise<number> => {
  const { out, format } = options
  await cli.openDatabase()
  const order = orderOf(options)
  const actor = await openRunProject(order, options.resume)
  const { imported, run, released, reasons } = await withWorker(async () => {
    const imported = await importRecords(cli, actor, order)
    const run = await generateAll(cli, actor, order)
    const released = await releaseAll(cli, actor, out, format)
    return { imported, run, released, reasons: await reasonsOf(run.id) }
  }, order.models ?? null)
  const unusable = imported.failed + imported.refused
  const result = {
    records: run.total,
    unusable,
    made: run.done,
    refused: run.refused,
    failed: run.failed,
    candidates: run.candidates,
    passed: run.passed,
    ...released,
    out,
    reasons,
  }
  cli.result(result, () => [
    `${result.records} records (${unusable} rows were not usable): ${result.made} made, ${result.refused} refused, ${result.failed} failed.`,
    result.rows > 0
      ? `${result.candidates} candidates, ${result.passed} passed the filter, ${result.rows} rows released to ${out}.`
      : `${result.candidates} candidates, none of which was kept by the filter, so nothing was released.`,
    ...reasons.map(({ reason, records }) => `${records}\t${reason}`),
  ])
  return unusable + run.refused + run.failed > 0 || result.rows === 0 ? exitCodes.refused : exitCodes.done
}

export const runCommand = (): Command =>
  new Command('run')
    .requiredOption('--records <file>', 'UltraEdit records, JSON Lines')
    .requiredOption('--images <dir>', 'the folder of their images')
    .requiredOption('--out <dir>', 'where the dataset is written; made when needed')
    .option('--models <dir>', 'the folder of the models; default: EXEMPLAR_MODELS')
    .addOption(
      new Option('--engine <engine>', 'who edits; default: diffusion with --models, else procedural').choices(
        ['procedural', 'diffusion'],
      ),
    )
    .addOption(
      new Option('--mode <mode>', 'default: region where a record names one').choices([
        'free-form',
        'region',
      ]),
    )
    .option(
      '--samples <n>',
      'candidates a record; default: 4 procedural, 30 free-form, 100 region',
      wholeNumber(1, 100),
    )
    .addOption(
      new Option('--planner <planner>', 'adaptive: stop a record when more candidates hardly matter')
        .choices(['published', 'adaptive'])
        .default('published'),
    )
    .option('--shard <i/n>', 'only every n-th record, from the i-th', readShard)
    .option('--resume', 'go on where the same order was cut off', true)
    .option('--no-resume', 'begin anew')
    .addOption(
      new Option('--format <format>', 'how the dataset is written')
        .choices(['parquet', 'imagefolder'])
        .default('parquet'),
    )
    .option('--seed <n>', 'the same seed gives the same dataset', wholeNumber(0, 2_147_483_647), 1)
    .addHelpText('after', '\nKilled and run again with the same options, it goes on where it was.')
    .action(action(runLine))
