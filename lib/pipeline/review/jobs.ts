import { taskMadeJob } from '@/lib/pipeline/generation'
import { db, transaction } from '@/lib/platform/db'
import { handleJob } from '@/lib/platform/queue/define-job'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { isUnderWay, type Reconciler } from '@/lib/platform/queue/reconcile'

export const reviewHandlers = [handleJob(taskMadeJob, async () => (await import('./open-item')).openItem)]

/**
 * What was one person's alone and is theirs no longer, since they left or were shut out, is for everybody again. Project by
 * project, since the index that holds assigned items apart from all others begins with it.
 */
const releaseOrphans = () => db().$executeRaw`
  UPDATE "ReviewItem" item
  SET "assignedToId" = NULL, "deferredUntil" = NULL, "leaseUserId" = NULL, "leaseUntil" = NULL
  FROM "Project" project CROSS JOIN LATERAL (
    SELECT mine.id FROM "ReviewItem" mine
    WHERE mine."projectId" = project.id AND mine."assignedToId" IS NOT NULL AND mine.status = 'pending'
      AND mine."goldId" IS NULL
      AND NOT EXISTS (SELECT 1 FROM "User" person WHERE person.id = mine."assignedToId" AND person."disabledAt" IS NULL
        AND (person."siteAdmin" OR EXISTS (SELECT 1 FROM "Membership" member
          WHERE member."projectId" = project.id AND member."userId" = person.id)))
  ) orphan
  WHERE item.id = orphan.id AND item.status = 'pending'`

/** Opens what should be open: tasks whose announcement was lost on its way here, and items whose person has left. */
export const reconcileReview: Reconciler = async (graceMs) => {
  await releaseOrphans()
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
