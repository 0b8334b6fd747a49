import { setTimeout as sleep } from 'node:timers/promises'
import { installedEngines } from '@/lib/pipeline/project'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db, type Prisma, transaction } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { answerHintJob } from './jobs'
import { type FoundView, foundMask, type RegionHint } from './schema'

const patienceMs = 20_000
const lookMs = 20

const ask = async (actor: ProjectActor, frameId: string, prompt: RegionHint): Promise<string> => {
  const { projectId } = actor
  if (!(await db().frame.count({ where: { id: frameId, projectId } }))) throw notFound('frame')
  if (!(await installedEngines()).segmenter)
    throw new ExemplarError('unavailable', 'No running worker has a segmentation model.', {
      fix: 'Draw it by hand; the browser finds edges by itself.',
    })
  return transaction(async (tx) => {
    const { id } = await tx.regionHint.create({
      data: { projectId, frameId, prompt: prompt as Prisma.InputJsonValue, createdById: actor.userId },
    })
    await enqueue(tx, answerHintJob, [{ rowId: id, attempt: 1, payload: { hintId: id } }], {
      priority: 1,
      projectId,
    })
    return id
  })
}

/**
 * Finds what somebody points at, while they wait: a worker's model answers, before all batch work. Errors: `refused`
 * with what to try, `unavailable` where no worker has the model or none answered in 20 s.
 */
export const findHint = async (
  actor: ProjectActor,
  { frameId, prompt }: { frameId: string; prompt: RegionHint },
): Promise<FoundView> => {
  const id = await ask(actor, frameId, prompt)
  for (const late = Date.now() + patienceMs; Date.now() < late; await sleep(lookMs)) {
    const row = await db().regionHint.findUnique({ where: { id } })
    if (row?.status === 'ready') return foundMask.parse({ rle: row.rle, engine: row.engine })
    if (row?.status === 'refused')
      throw new ExemplarError('refused', row.reason ?? 'Nothing was found there.')
  }
  throw new ExemplarError('unavailable', 'The model did not answer in time.', {
    fix: 'Try again, or draw it by hand.',
  })
}

/**
 * Has a worker look at a frame before anybody points at it, since looking takes most of the time; and says whether
 * there is one, or the browser has to find edges itself.
 */
export const warmFrame = async (
  actor: ProjectActor,
  { frameId }: { frameId: string },
): Promise<{ finder: 'model' | 'browser' }> => {
  const frame = await db().frame.findFirst({ where: { id: frameId, projectId: actor.projectId } })
  if (!frame) throw notFound('frame')
  if (!(await installedEngines()).segmenter) return { finder: 'browser' }
  const middle = { x: frame.size / 2, y: frame.size / 2, on: true }
  await ask(actor, frameId, { kind: 'points', points: [middle] })
  return { finder: 'model' }
}
