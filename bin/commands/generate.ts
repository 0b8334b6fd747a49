import { Command, Option } from 'commander'
import {
  type GenerationParams,
  generationParams,
  generationRuns,
  getRun,
  startRun,
} from '@/lib/pipeline/generation'
import { systemActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { notFound } from '@/lib/platform/errors'
import { controlRun } from '@/lib/platform/runs/control-run'
import { exitCodes } from '../exit-codes'
import { wholeNumber } from '../read-options'
import { action, type Cli } from '../run-action'
import { until, withWorker } from '../with-worker'

interface GenerateOptions {
  readonly project: string
  readonly engine: GenerationParams['engine']
  readonly score: boolean
  readonly planner: GenerationParams['planner']
  readonly mode?: 'free-form' | 'region'
  readonly samples: number
  readonly seed: number
  readonly limit?: number
  readonly all: boolean
  readonly detach: boolean
}

const generate = async (cli: Cli, options: GenerateOptions): Promise<number> => {
  await cli.openDatabase()
  const project = await db().project.findUnique({ where: { slug: options.project } })
  if (!project) throw notFound(`project “${options.project}”`)
  const actor = systemActor(project.id)
  const { engine, planner, samples, seed, limit, mode } = options
  const encoder = options.score ? 'clip-dinov2' : 'none'
  const models = engine === 'diffusion' || options.score ? (env().EXEMPLAR_MODELS ?? null) : null
  const start = () =>
    startRun(actor, {
      choice: { onlyNew: !options.all, ...(limit !== undefined && { limit }) },
      params: generationParams.parse({ engine, encoder, planner, samples }),
      mode: mode === 'free-form' ? 'free_form' : mode,
      seed,
    })
  if (options.detach) {
    const id = await start()
    cli.result({ id }, () => [`Started run ${id}; a worker has to be running.`])
    return exitCodes.done
  }
  // The worker first: what models it has decides what can be started.
  const run = await withWorker(async () => {
    const id = await start()
    const ended = until(cli.signal, async () => {
      const now = await getRun(actor, id)
      cli.progress.update('Generating', now.done + now.failed + now.refused, now.total)
      return ['done', 'failed', 'cancelled'].includes(now.status) ? now : undefined
    })
    return ended.catch(async (error) => {
      // Ctrl-C cancels it: what is made stays, and nothing goes on behind one's back.
      if (cli.signal.aborted) await controlRun(actor, generationRuns, id, 'cancel').catch(() => {})
      throw error
    })
  }, models)
  const { number, status, total, done, refused, failed, candidates, passed } = run
  cli.result({ id: run.id, number, status, total, done, refused, failed, candidates, passed }, () => [
    `Run ${number}: ${total} records, ${done} made, ${refused} refused, ${failed} failed.`,
    `${candidates} candidates, ${passed} passed the filter.`,
  ])
  if (status === 'failed') return exitCodes.failed
  return refused + failed > 0 ? exitCodes.refused : exitCodes.done
}

export const generateCommand = (): Command =>
  new Command('generate')
    .requiredOption('--project <slug>', 'the project')
    .addOption(
      new Option('--engine <engine>', 'who edits; diffusion needs EXEMPLAR_MODELS')
        .choices(['procedural', 'diffusion'])
        .default('procedural'),
    )
    .option('--score', 'with CLIP and DINOv2 too, which need EXEMPLAR_MODELS', false)
    .addOption(
      new Option('--planner <planner>', 'adaptive: stop a record when more candidates hardly matter')
        .choices(['published', 'adaptive'])
        .default('published'),
    )
    .addOption(
      new Option('--mode <mode>', 'default: region where a record names one').choices([
        'free-form',
        'region',
      ]),
    )
    .option('--samples <n>', 'candidates a record', wholeNumber(1, 100), 4)
    .option('--seed <n>', 'the same seed gives the same candidates', wholeNumber(0, 2_147_483_647), 1)
    .option('--limit <n>', 'at most so many records', wholeNumber(1, 10_000_000))
    .option('--all', 'also records that a run took before', false)
    .option('--detach', 'start it and return; a worker does it', false)
    .action(action(generate))
