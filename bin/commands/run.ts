import { Command, Option } from 'commander'
import { exitCodes } from '../exit-codes'
import { openRunProject, type RunOrder } from '../headless/open-run-project'
import { generateAll, importRecords, reasonsOf, releaseAll } from '../headless/run-line'
import { wholeNumber } from '../read-options'
import { action, type Cli } from '../run-action'
import { withWorker } from '../with-worker'

interface RunOptions extends Omit<RunOrder, 'mode'> {
  readonly out: string
  readonly mode?: 'free-form' | 'region'
}

const runLine = async (cli: Cli, { out, mode, ...options }: RunOptions): Promise<number> => {
  await cli.openDatabase()
  const order: RunOrder = { ...options, mode: mode === 'free-form' ? 'free_form' : mode }
  const actor = await openRunProject(order)
  const { imported, run, released, reasons } = await withWorker(async () => {
    const imported = await importRecords(cli, actor, order)
    const run = await generateAll(cli, actor, order)
    const released = await releaseAll(cli, actor, out)
    return { imported, run, released, reasons: await reasonsOf(run.id) }
  })
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
    `${result.candidates} candidates, ${result.passed} passed the filter, ${result.rows} rows released to ${out}.`,
    ...reasons.map(({ reason, records }) => `${records}\t${reason}`),
  ])
  return unusable + run.refused + run.failed > 0 ? exitCodes.refused : exitCodes.done
}

export const runCommand = (): Command =>
  new Command('run')
    .requiredOption('--records <file>', 'UltraEdit records, JSON Lines')
    .requiredOption('--images <dir>', 'the folder of their images')
    .requiredOption('--out <dir>', 'where the dataset is written; made when needed')
    .addOption(new Option('--engine <engine>', 'who edits').choices(['procedural']).default('procedural'))
    .addOption(
      new Option('--mode <mode>', 'default: region where a record names one').choices([
        'free-form',
        'region',
      ]),
    )
    .option('--samples <n>', 'candidates a record', wholeNumber(1, 100), 4)
    .option('--seed <n>', 'the same seed gives the same dataset', wholeNumber(0, 2_147_483_647), 1)
    .addHelpText('after', '\nKilled and run again with the same options, it goes on where it was.')
    .action(action(runLine))
