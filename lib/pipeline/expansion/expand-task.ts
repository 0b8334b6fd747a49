import type { Drafts, LanguageEngine } from '@/lib/engines/language/language'
import { db, type Prisma, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import type { JobContext } from '@/lib/platform/queue/define-job'
import { beginTask, taskGoesOn } from '@/lib/platform/runs/begin-task'
import { endTask, type TaskEnd } from '@/lib/platform/runs/end-task'
import type { TaskPayload } from '@/lib/platform/runs/run-kind'
import { expansionRuns } from './jobs'
import { keepInstructions } from './keep-instructions'
import { instructionsOfImage, keepRecords } from './keep-records'
import { labelledRegions } from './labelled-regions'
import { languageEngineOf } from './language-engines'
import { contextOf, materialOfRun, seedOfTask } from './material'
import { type ExpansionOrder, expansionOrder } from './schema'
import { typesOf } from './start-run'

type TaskRow = Prisma.ExpansionTaskGetPayload<{ include: { run: true } }>

interface Work {
  readonly payload: TaskPayload
  readonly task: TaskRow
  readonly order: ExpansionOrder
  readonly engine: LanguageEngine
  readonly signal: AbortSignal
}

/** A model's refusal of everything is the task's end, and it is said; fewer texts than asked for are just fewer. */
const endOf = (drafts: Drafts<unknown>): TaskEnd => {
  const refusal = drafts.dropped.find((drop) => drop.reason === 'refused-by-model')
  return refusal && drafts.items.length === 0
    ? { status: 'refused', error: `The model refused: ${refusal.raw}` }
    : { status: 'done' }
}

const inputOf = async ({ task: { run, position }, order }: Work) => {
  const types = await typesOf(db(), run.projectId, order)
  const material = await materialOfRun(run)
  const seed = seedOfTask(run.seed, position)
  const keys = types.map((type) => type.key)
  const editTypes = types.map(({ key, label, definition }) => ({ key, meaning: definition || label }))
  return { types, material, seed, editTypes, ...contextOf(material, keys, seed) }
}

/** The offline engine lists what can be said, best first and without cost, so it is asked for what others said, too. */
const mostOffline = 2_000

const expandInstructions = async (work: Work): Promise<void> => {
  const { payload, task, engine, signal } = work
  const { run, count } = task
  const { types, material, seed, editTypes, exemplars } = await inputOf(work)
  const asked = engine.identity.isModel ? count : Math.max(count, mostOffline)
  const drafts = await engine.expandInstructions({ exemplars, editTypes, count: asked, seed }, { signal })
  await keepInstructions(payload, {
    projectId: run.projectId,
    runId: run.id,
    count,
    drafts,
    engine: engine.identity,
    material,
    typeIdOf: new Map(types.map((type) => [type.key, type.id])),
    end: endOf(drafts),
  })
}

const refuse = (payload: TaskPayload, error: string) =>
  transaction((tx) => endTask(tx, expansionRuns, payload, { status: 'refused', error }))

const writeRecords = async (work: Work): Promise<void> => {
  const { payload, task, engine, signal } = work
  const { run, count } = task
  const image = task.sourceImageId
    ? await db().sourceImage.findUnique({ where: { id: task.sourceImageId } })
    : null
  if (!image || image.archivedAt)
    return void (await refuse(payload, 'The image was taken out of the catalog.'))
  const { caption } = image
  if (!caption || image.captionStatus !== 'confirmed')
    return void (await refuse(payload, 'The image has no confirmed caption any more.'))
  const { types, material, seed, editTypes, exemplars, pool } = await inputOf(work)
  const regions = await labelledRegions(db(), image.id)
  const existing = await instructionsOfImage(db(), run.projectId, image.id)
  const asked = engine.identity.isModel ? count : count + existing.length
  const drafts = await engine.writeRecords(
    { image: { caption, regions }, pool, exemplars, count: asked, editTypes, seed },
    { signal },
  )
  await keepRecords(payload, {
    projectId: run.projectId,
    runId: run.id,
    image: { id: image.id, caption },
    count,
    drafts,
    engine: engine.identity,
    material,
    typeOf: new Map(types.map((type) => [type.key, type])),
    end: endOf(drafts),
  })
}

const askEveryMs = 2_000

/** Ends an answer that nobody waits for any more: a minute of a paused run's tokens is money. */
const stopWhenUnwanted = (payload: TaskPayload) => {
  const unwanted = new AbortController()
  const timer = setInterval(() => {
    taskGoesOn(expansionRuns, payload).then(
      (wanted) => wanted || unwanted.abort(),
      () => {}, // the database is away; the answer may still be kept when it is back
    )
  }, askEveryMs)
  return { signal: unwanted.signal, stop: () => clearInterval(timer) }
}

/**
 * One batch of instructions, or the records of one image. Everything that it writes is written with the task's end,
 * so that a killed task leaves nothing and is made again from its row.
 */
export const expandTask = async (
  payload: TaskPayload,
  context: Pick<JobContext, 'signal'>,
): Promise<void> => {
  if (!(await beginTask(expansionRuns, payload))) return
  const task = await db().expansionTask.findUnique({ where: { id: payload.taskId }, include: { run: true } })
  if (!task) return
  const order = expansionOrder.parse(task.run.params)
  const unwanted = stopWhenUnwanted(payload)
  const signal = AbortSignal.any([context.signal, unwanted.signal])
  try {
    const work: Work = { payload, task, order, signal, engine: await languageEngineOf(order.engine) }
    await (order.kind === 'instructions' ? expandInstructions(work) : writeRecords(work))
  } catch (error) {
    const dropped = unwanted.signal.aborted && error instanceof ExemplarError && error.code === 'cancelled'
    if (!dropped) throw error
  } finally {
    unwanted.stop()
  }
}
