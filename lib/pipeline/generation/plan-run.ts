import { Prisma, transaction } from '@/lib/platform/db'
import { feedRun } from '@/lib/platform/runs/feed-run'
import { settleRun } from '@/lib/platform/runs/settle-run'
import { choiceLimit, choiceWhere } from './choose-records'
import { generationRuns } from './jobs'
import { generationParams, recordChoice } from './schema'

/**
 * Writes a run's tasks in one statement, whatever their number, and starts it. Ordered by idx, with each task's seed
 * computed as in seeds.ts. A second run of this job finds the run started and does nothing.
 */
export const planRun = ({ runId, attempt }: { runId: string; attempt: number }): Promise<void> =>
  transaction(async (tx) => {
    const [run] = await tx.generationRun.updateManyAndReturn({
      where: { id: runId, attempt, status: 'queued' },
      data: { status: 'running', startedAt: new Date() },
    })
    if (!run) return
    const params = generationParams.parse(run.params)
    const choice = recordChoice.parse((run.params as { choice?: unknown }).choice ?? {})
    const mode =
      run.mode === null
        ? Prisma.sql`CASE WHEN record."regionId" IS NULL THEN 'free-form' ELSE 'region' END`
        : Prisma.sql`${run.mode === 'region' ? 'region' : 'free-form'}`
    const total = await tx.$executeRaw`
      INSERT INTO "GenerationTask" (id, "projectId", "runId", "recordId", position, mode, samples, seed)
      SELECT gen_random_uuid(), record."projectId", ${runId}::uuid, record.id,
        row_number() OVER (ORDER BY record.idx), (${mode})::"EditMode", ${params.samples},
        ('x' || left(md5(${`${run.seed}:`} || record.idx), 8))::bit(32)::bigint
      FROM (SELECT * FROM "InstructionRecord" record WHERE ${choiceWhere(run.projectId, choice)}
        ORDER BY record.idx ${choiceLimit(choice)}) record`
    await tx.generationRun.update({ where: { id: runId }, data: { total } })
    await feedRun(tx, generationRuns, runId)
    await settleRun(tx, generationRuns, runId)
  }, 10 * 60_000)
