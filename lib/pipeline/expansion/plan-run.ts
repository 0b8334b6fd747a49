import { getSettings } from '@/lib/pipeline/project'
import { transaction } from '@/lib/platform/db'
import { feedRun } from '@/lib/platform/runs/feed-run'
import { settleRun } from '@/lib/platform/runs/settle-run'
import { chosenImages } from './choose-images'
import { expansionRuns } from './jobs'
import { expansionOrder } from './schema'

/**
 * Writes a run's tasks in one statement, whatever their number, and starts it. A second run of this job finds the run
 * started and does nothing.
 */
export const planRun = ({ runId, attempt }: { runId: string; attempt: number }): Promise<void> =>
  transaction(async (tx) => {
    const [run] = await tx.expansionRun.updateManyAndReturn({
      where: { id: runId, attempt, status: 'queued' },
      data: { status: 'running', startedAt: new Date() },
    })
    if (!run) return
    const order = expansionOrder.parse(run.params)
    const { image } = await getSettings(run.projectId, tx)
    const total =
      order.kind === 'instructions'
        ? await tx.$executeRaw`
            INSERT INTO "ExpansionTask" (id, "runId", position, count)
            SELECT gen_random_uuid(), ${runId}::uuid, batch,
              least(${order.batch}, ${order.count} - (batch - 1) * ${order.batch})
            FROM generate_series(1, ${Math.ceil(order.count / order.batch)}) batch`
        : await tx.$executeRaw`
            INSERT INTO "ExpansionTask" (id, "runId", position, "sourceImageId", count)
            SELECT gen_random_uuid(), ${runId}::uuid, row_number() OVER (ORDER BY chosen.id), chosen.id, ${order.perImage}
            FROM (SELECT image.id FROM ${chosenImages(run.projectId, order.images, image.captionMaxWords)}) chosen`
    await tx.expansionRun.update({ where: { id: runId }, data: { total } })
    await feedRun(tx, expansionRuns, runId)
    await settleRun(tx, expansionRuns, runId)
  }, 10 * 60_000)
