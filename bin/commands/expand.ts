import { Command, Option } from 'commander'
import {
  type ExpansionRunView,
  expansionOrder,
  expansionRuns,
  getRun,
  startRun,
} from '@/lib/pipeline/expansion'
import { type ProjectActor, systemActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { isId } from '@/lib/platform/ids'
import { controlRun } from '@/lib/platform/runs/control-run'
import { exitCodes } from '../exit-codes'
import { wholeNumber } from '../read-options'
import { action, type Cli } from '../run-action'
import { until, withWorker } from '../with-worker'

interface ExpandOptions {
  readonly project: string
  readonly kind: 'instructions' | 'records'
  readonly engine: 'offline' | 'openai'
  readonly count: number
  readonly perImage: number
  readonly images: string
  readonly onlyNew: boolean
  readonly seed: number
  readonly detach: boolean
}

const readImages = (given: string): { imageIds?: string[] } => {
  if (given === 'all') return {}
  const imageIds = given.split(',').map((id) => id.trim())
  const wrong = imageIds.find((id) => !isId(id))
  if (wrong !== undefined)
    throw new ExemplarError('bad-input', `“${wrong}” is not an image’s id.`, {
      field: 'images',
      fix: 'Give `all`, or ids with commas between them.',
    })
  return { imageIds }
}

const orderOf = ({ kind, engine, count, perImage, images, onlyNew }: ExpandOptions) =>
  expansionOrder.parse(
    kind === 'instructions'
      ? { kind, engine, count }
      : { kind, engine, perImage, images: { ...readImages(images), onlyNew } },
  )

/** Follows a run to its end. Ctrl-C cancels it: what it has written stays. */
const follow = async (cli: Cli, actor: ProjectActor, id: string): Promise<ExpansionRunView> => {
  const cancel = () => void controlRun(actor, expansionRuns, id, 'cancel').catch(() => {})
  cli.signal.addEventListener('abort', cancel, { once: true })
  return until(cli.signal, async () => {
    const run = await getRun(actor, id)
    const ended = run.done + run.failed + run.refused
    cli.progress.update(`Expanding, ${run.kept} kept`, ended, run.status === 'queued' ? null : run.total)
    return ['done', 'failed', 'cancelled'].includes(run.status) ? run : undefined
  })
}

const report = (run: ExpansionRunView): string[] => [
  `Run ${run.number}: ${run.kept} ${run.kind} kept.`,
  ...Object.entries(run.dropped).map(([reason, count]) => `  dropped as ${reason}: ${count}`),
  ...(run.engine.isModel
    ? [`  tokens: ${run.promptTokens} in, ${run.completionTokens} out; cost ${run.costMicros / 1e6}`]
    : []),
  ...(run.failed + run.refused > 0 ? [`  tasks failed ${run.failed}, refused ${run.refused}`] : []),
  ...(run.error ? [run.error] : []),
]

const expand = async (cli: Cli, options: ExpandOptions): Promise<number> => {
  const order = orderOf(options)
  await cli.openDatabase()
  const project = await db().project.findUnique({ where: { slug: options.project } })
  if (!project) throw notFound(`project “${options.project}”`)
  const actor = systemActor(project.id)
  const started = await startRun(actor, { order, seed: options.seed })
  if (options.detach) {
    cli.result(started, () => [`Run ${started.number} is started.`])
    return exitCodes.done
  }
  const run = await withWorker(() => follow(cli, actor, started.id))
  cli.result(run, () => report(run))
  if (run.status === 'failed') return exitCodes.failed
  return run.failed + run.refused > 0 ? exitCodes.refused : exitCodes.done
}

export const expandCommand = (): Command =>
  new Command('expand')
    .requiredOption('--project <slug>', 'the project')
    .addOption(
      new Option('--kind <kind>', 'what to write').choices(['instructions', 'records']).makeOptionMandatory(),
    )
    .addOption(
      new Option('--engine <engine>', 'who writes it').choices(['offline', 'openai']).default('offline'),
    )
    .option('--count <n>', 'instructions to ask for', wholeNumber(1, 1_000_000), 100)
    .option('--per-image <n>', 'records an image', wholeNumber(1, 50), 3)
    .option('--images <ids>', '`all` captioned images, or ids with commas between them', 'all')
    .option('--only-new', 'leave out images that have records', false)
    .option('--seed <n>', 'the same seed and texts give the same', wholeNumber(0, 2_147_483_647), 1)
    .option('--detach', 'start it and leave it to the running workers', false)
    .action(action(expand))
