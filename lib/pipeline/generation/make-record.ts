import { db, type Prisma, type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import type { JobContext } from '@/lib/platform/queue/define-job'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { beginTask } from '@/lib/platform/runs/begin-task'
import { endTask } from '@/lib/platform/runs/end-task'
import type { TaskPayload } from '@/lib/platform/runs/run-kind'
import { grantBlobs, putBlob } from '@/lib/platform/storage/blobs'
import { computeCandidates } from './compute-candidates'
import { generationRuns, taskMadeJob } from './jobs'
import { judgeRecord } from './judge'
import type { MadeCandidate } from './make-candidates'
import { loadTask, prepareTask } from './prepare-task'

/** Stores a candidate's pictures, and keeps what its row says. */
const storeCandidate = async (
  { draw, operation, scores, source, edited, mask, thumb }: MadeCandidate,
  anchorSha: string,
) => {
  const sha = async (bytes: Uint8Array, type: 'image/png' | 'image/webp') =>
    (await putBlob(bytes, type)).sha256
  const [sourceSha, editedSha, maskSha, thumbSha] = await Promise.all([
    source ? sha(source, 'image/png') : anchorSha,
    sha(edited, 'image/png'),
    mask ? sha(mask, 'image/png') : null,
    sha(thumb, 'image/webp'),
  ])
  return { draw, operation, scores, shas: { sourceSha, editedSha, maskSha, thumbSha } }
}

/** Says on the row that the device crashed under it, for as long as it is being tried again; its end says the rest. */
const markCrash = async ({ taskId, attempt }: TaskPayload, crash: ExemplarError): Promise<void> => {
  await db().generationTask.updateMany({
    where: { id: taskId, attempt, status: 'running' },
    data: { error: `${crash.message} It is being tried again alone.` },
  })
}

/**
 * Makes one record's candidates: reads, computes in a thread or on the device, stores the pictures, then writes all
 * rows and the task's end in one transaction. Killed anywhere, it leaves nothing but unnamed blobs, and runs again from the row.
 */
export const makeRecord = async (
  payload: TaskPayload,
  { signal }: Pick<JobContext, 'signal'>,
): Promise<void> => {
  if (!(await beginTask(generationRuns, payload))) return
  const loaded = await loadTask(payload.taskId)
  const { task, record, params } = loaded
  const announce = (tx: Tx) =>
    enqueue(tx, taskMadeJob, [{ rowId: task.id, attempt: payload.attempt, payload: { taskId: task.id } }], {
      priority: task.run.byHand ? 1 : 10,
      projectId: task.projectId,
    })
  try {
    const { order, engine, frameId, regionId, anchorSha } = await prepareTask(loaded, signal)
    const stored = await computeCandidates(order, params, {
      byHand: task.run.byHand,
      signal,
      keep: (made) => storeCandidate(made, anchorSha),
      onCrash: (crash) => markCrash(payload, crash),
    })
    const judged = judgeRecord(
      stored.map((one) => ({ ...one, seed: one.draw.seed })),
      params,
      task.mode,
    )
    await transaction(async (tx) => {
      const counts = { candidates: judged.length, passed: judged.filter(({ passed }) => passed).length }
      if (!(await endTask(tx, generationRuns, payload, { status: 'done', counts }))) return
      await tx.candidate.createMany({
        data: judged.map(({ draw, operation, scores, shas, verdict, passed, rank, kept }) => ({
          id: newId(),
          projectId: task.projectId,
          runId: task.runId,
          taskId: task.id,
          recordId: record.id,
          sourceImageId: record.sourceImageId,
          editTypeId: record.editTypeId,
          index: draw.index,
          mode: task.mode,
          frameId,
          regionId,
          seed: draw.seed,
          params: draw.params as Prisma.InputJsonObject,
          engine: engine as unknown as Prisma.InputJsonObject,
          operation,
          anchorSha,
          ...shas,
          parentId: task.parentCandidateId,
          ...scores,
          verdict: verdict as unknown as Prisma.InputJsonArray,
          passed,
          rank,
          kept,
        })),
      })
      await grantBlobs(
        tx,
        task.projectId,
        judged.flatMap(({ shas }) => Object.values(shas)),
      )
      await announce(tx)
    })
  } catch (error) {
    // The engine's own no is an end, not a fault: asking again would get the same answer.
    if (!(error instanceof ExemplarError) || error.code !== 'refused') throw error
    const reason = error.fix ? `${error.message} ${error.fix}` : error.message
    await transaction(async (tx) => {
      if (!(await endTask(tx, generationRuns, payload, { status: 'refused', error: reason }))) return
      await announce(tx)
    })
  }
}
