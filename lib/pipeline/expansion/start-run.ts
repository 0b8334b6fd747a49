import { getSettings } from '@/lib/pipeline/project'
import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { db, type Prisma, type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { countChosenImages } from './choose-images'
import { planExpansionJob } from './jobs'
import { languageEngineOf } from './language-engines'
import { viewRun } from './list-runs'
import { type ExpansionOrder, type ExpansionRunView, expansionOrder } from './schema'

/** The next number of a project's runs; the project's row is the lock. */
const nextRunNumber = async (tx: Tx, projectId: string): Promise<number> => {
  await tx.$queryRaw`SELECT 1 FROM "Project" WHERE id = ${projectId}::uuid FOR NO KEY UPDATE`
  const last = await tx.expansionRun.aggregate({ where: { projectId }, _max: { number: true } })
  return (last._max.number ?? 0) + 1
}

/** How many tasks an order makes: batches of instructions, or images. */
export const countTasks = async (projectId: string, order: ExpansionOrder): Promise<number> => {
  if (order.kind === 'instructions') return Math.ceil(order.count / order.batch)
  const { image } = await getSettings(projectId)
  return countChosenImages(db(), projectId, order.images, image.captionMaxWords)
}

/** The order's edit types, each of this project; all that are in use where it names none. */
export const typesOf = async (tx: Tx, projectId: string, order: ExpansionOrder) => {
  const types = await tx.editType.findMany({
    where: {
      projectId,
      archivedAt: null,
      ...(order.editTypeIds && { id: { in: order.editTypeIds } }),
    },
    orderBy: { position: 'asc' },
  })
  if (types.length === 0 || (order.editTypeIds && types.length < new Set(order.editTypeIds).size))
    throw new ExemplarError('bad-input', 'An edit type is not in use in this project.', {
      field: 'order.editTypeIds',
      fix: 'Choose among the edit types of the project.',
    })
  return types
}

const refuseEmpty = async (projectId: string, order: ExpansionOrder): Promise<void> => {
  if ((await db().exemplar.count({ where: { projectId, retiredAt: null } })) === 0)
    throw new ExemplarError('bad-input', 'There is no exemplar to write from.', {
      field: 'order',
      fix: 'Write seeds and have some approved first.',
    })
  if ((await countTasks(projectId, order)) === 0)
    throw new ExemplarError('bad-input', 'No captioned image matches this choice.', {
      field: 'order.images',
      fix:
        order.kind === 'records' && order.images.onlyNew
          ? 'Take images that have records, too.'
          : 'Confirm captions in the catalog, or widen the choice.',
    })
}

/** Starts a run. The order is part of its row, so that it says for ever what it was asked for. */
export const startRun = async (
  actor: ProjectActor,
  input: { readonly order: ExpansionOrder; readonly seed: number },
): Promise<ExpansionRunView> => {
  requireRole(actor, 'admin')
  const order = expansionOrder.parse(input.order)
  const { projectId } = actor
  const engine = await languageEngineOf(order.engine)
  await typesOf(db(), projectId, order)
  await refuseEmpty(projectId, order)
  const run = await transaction(async (tx) => {
    const made = await tx.expansionRun.create({
      data: {
        projectId,
        number: await nextRunNumber(tx, projectId),
        kind: order.kind,
        params: order as Prisma.InputJsonObject,
        engine: engine.identity as unknown as Prisma.InputJsonObject,
        seed: input.seed,
        attempt: 1,
        createdById: actor.userId,
      },
    })
    const payload = { runId: made.id, attempt: 1 }
    await enqueue(tx, planExpansionJob, [{ rowId: made.id, attempt: 1, payload }], { priority: 1, projectId })
    await audit(tx, actor, {
      action: 'expansion.started',
      objectType: 'ExpansionRun',
      objectId: made.id,
      detail: { number: made.number, kind: order.kind, engine: order.engine },
    })
    await publish(tx, { projectId, topic: 'expansion', id: made.id })
    return made
  })
  return viewRun(run)
}
