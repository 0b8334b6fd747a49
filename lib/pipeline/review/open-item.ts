import { generationParams } from '@/lib/pipeline/generation'
import { adoptSampleJob } from '@/lib/pipeline/seeds'
import { type Tx, transaction } from '@/lib/platform/db'
import { publish } from '@/lib/platform/events/publish'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { placeItem } from './place-item'
import { everybody } from './view-item'

/** With nobody to ask, what the filter kept counts as accepted, and says who decided. */
const acceptByFilter = async (tx: Tx, projectId: string, taskId: string) => {
  const accepted = await tx.candidate.updateManyAndReturn({
    where: { taskId, kept: true, sampleState: 'none' },
    data: { sampleState: 'accepted', decidedBy: 'filter', decidedAt: new Date() },
    select: { id: true },
  })
  await enqueue(
    tx,
    adoptSampleJob,
    accepted.map(({ id }) => ({ rowId: id, attempt: 1, payload: { candidateId: id } })),
    { priority: 10, projectId },
  )
}

/**
 * Opens the item in which people judge a task's candidates. Nothing is opened where the filter kept none, except for
 * somebody who asked for the task by hand: they get what there is, or the engine's reason. Runs again without effect.
 */
export const openItem = ({ taskId }: { taskId: string }): Promise<void> =>
  transaction(async (tx) => {
    const task = await tx.generationTask.findUnique({ where: { id: taskId }, include: { run: true } })
    if (!task || !['done', 'refused'].includes(task.status)) return
    const { projectId, recordId, requestedById, parentCandidateId } = task
    const kept = await tx.candidate.count({ where: { taskId, kept: true } })
    if (kept === 0 && requestedById === null) return
    if (generationParams.parse(task.run.params).decidedBy === 'filter')
      return acceptByFilter(tx, projectId, taskId)
    const parent = parentCandidateId
      ? await tx.candidate.findUnique({ where: { id: parentCandidateId }, select: { taskId: true } })
      : null
    const parentItem = parent
      ? await tx.reviewItem.findUnique({
          where: { taskId_audience: { taskId: parent.taskId, audience: everybody } },
        })
      : null
    const byHand = task.run.byHand || requestedById !== null
    await tx.reviewItem.createMany({
      data: [
        {
          projectId,
          taskId,
          recordId,
          ...(await placeItem(tx, { projectId, taskId, recordId, byHand })),
          assignedToId: requestedById,
          parentItemId: parentItem?.id ?? null,
        },
      ],
      skipDuplicates: true,
    })
    await publish(tx, {
      projectId,
      topic: 'review',
      id: taskId,
      ...(requestedById && { userId: requestedById }),
    })
  })
