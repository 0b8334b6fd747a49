import { taskMadeJob } from '@/lib/pipeline/generation'
import { db, transaction } from '@/lib/platform/db'
import { handleJob } from '@/lib/platform/queue/define-job'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { isUnderWay, type Reconciler } from '@/lib/platform/queue/reconcile'

export const reviewHandlers = [handleJob(taskMadeJob, async () => (await import('./open-item')).openItem)]

/** Opens what should be open: tasks whose announcement was lost on its way here. */
export const reconcileReview: Reconciler = async (graceMs) => {
  const unopened = await db().$queryRaw<{ id: string; attempt: number; projectId: string }[]>`
    SELECT DISTINCT task.id, task.attempt, task."projectId" FROM "GenerationTask" task
    JOIN "Candidate" made ON made."taskId" = task.id AND made.kept AND made."sampleState" = 'none'
    WHERE task.status = 'done' AND task."finishedAt" < now() - ${graceMs} * interval '1 millisecond'
      AND task."finishedAt" > now() - interval '1 day'
      AND NOT EXISTS (SELECT 1 FROM "ReviewItem" item WHERE item."taskId" = task.id)
    LIMIT 1000`
  let put = 0
  for (const { id, attempt, projectId } of unopened) {
    if (await isUnderWay(taskMadeJob, id, attempt)) continue
    await transaction((tx) =>
      enqueue(tx, taskMadeJob, [{ rowId: id, attempt, payload: { taskId: id } }], {
        priority: 10,
        projectId,
      }),
    )
    put += 1
  }
  return put
}
