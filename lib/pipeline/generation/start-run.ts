import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { db, type Prisma, type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { choiceWhere } from './choose-records'
import { engineOfRun } from './engine-of-run'
import { planRunJob } from './jobs'
import type { GenerationParams, RecordChoice } from './schema'

export interface NewRun {
  readonly choice: RecordChoice
  readonly params: GenerationParams
  readonly mode?: 'free_form' | 'region' | undefined
  readonly seed: number
}

/** The next number of a project's runs; the project's row is the lock. */
export const nextRunNumber = async (tx: Tx, projectId: string): Promise<number> => {
  await tx.$queryRaw`SELECT 1 FROM "Project" WHERE id = ${projectId}::uuid FOR UPDATE`
  const last = await tx.generationRun.aggregate({ where: { projectId }, _max: { number: true } })
  return (last._max.number ?? 0) + 1
}

export const countChoice = async (projectId: string, choice: RecordChoice): Promise<number> => {
  const [row] = await db().$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM "InstructionRecord" record WHERE ${choiceWhere(projectId, choice)}`
  return Math.min(Number(row?.count ?? 0), choice.limit ?? Number.POSITIVE_INFINITY)
}

/** Starts a run over the records chosen. The choice is part of its row, so that it says for ever what it took. */
export const startRun = async (
  actor: ProjectActor,
  { choice, params, mode, seed }: NewRun,
): Promise<string> => {
  requireRole(actor, 'admin')
  if ((await countChoice(actor.projectId, choice)) === 0)
    throw new ExemplarError('bad-input', 'No instruction record matches this choice.', {
      field: 'choice',
      fix: choice.onlyNew
        ? 'Expand more records, or take those again that other runs took.'
        : 'Widen the choice.',
    })
  const engine = await engineOfRun(params)
  return transaction(async (tx) => {
    const run = await tx.generationRun.create({
      data: {
        projectId: actor.projectId,
        number: await nextRunNumber(tx, actor.projectId),
        mode: mode ?? null,
        params: { ...params, choice } as unknown as Prisma.InputJsonObject,
        engine: engine as unknown as Prisma.InputJsonObject,
        seed,
        attempt: 1,
        createdById: actor.userId,
      },
    })
    await enqueue(tx, planRunJob, [{ rowId: run.id, attempt: 1, payload: { runId: run.id, attempt: 1 } }], {
      priority: 1,
      projectId: actor.projectId,
    })
    await audit(tx, actor, {
      action: 'generation.started',
      objectType: 'GenerationRun',
      objectId: run.id,
      detail: { number: run.number, engine: params.engine, samples: params.samples },
    })
    await publish(tx, { projectId: actor.projectId, topic: 'generation', id: run.id })
    return run.id
  })
}
