import type { EditText, RegionMasks } from '@/lib/engines/editor/editor'
import { db, type Prisma, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import type { JobContext } from '@/lib/platform/queue/define-job'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { beginTask } from '@/lib/platform/runs/begin-task'
import { endTask } from '@/lib/platform/runs/end-task'
import type { TaskPayload } from '@/lib/platform/runs/run-kind'
import { grantBlobs, putBlob, storage } from '@/lib/platform/storage/blobs'
import { runInThread } from '@/lib/platform/threads/run-in-thread'
import { editorOf } from './editors'
import { generationRuns, taskMadeJob } from './jobs'
import { judgeRecord } from './judge'
import type { CandidateOrder, MadeCandidate } from './make-candidates'
import { generationParams } from './schema'

const loadTask = async (taskId: string) => {
  const task = await db().generationTask.findUniqueOrThrow({ where: { id: taskId }, include: { run: true } })
  const record = await db().instructionRecord.findUniqueOrThrow({ where: { id: task.recordId } })
  const [image, editType, region] = await Promise.all([
    db().sourceImage.findUniqueOrThrow({ where: { id: record.sourceImageId } }),
    db().editType.findUniqueOrThrow({ where: { id: record.editTypeId } }),
    task.mode === 'region' && record.regionId
      ? db().region.findUnique({ where: { id: record.regionId } })
      : null,
  ])
  return { task, record, image, editType, region, params: generationParams.parse(task.run.params) }
}

type Loaded = Awaited<ReturnType<typeof loadTask>>

const refuse = (message: string, fix: string) => new ExemplarError('refused', message, { fix })

/** The region's masks as stored, or why there are none. */
const readRegion = async ({
  task,
  region,
}: Loaded): Promise<Record<keyof RegionMasks, Uint8Array> | null> => {
  if (task.mode !== 'region') return null
  if (!region) throw refuse('The record names no region.', 'Draw one, or run it free-form.')
  const { fineSha, contourSha, boxSha, softSha } = region
  if (region.status !== 'ready' || !fineSha || !contourSha || !boxSha || !softSha)
    throw refuse(`The region “${region.label}” is ${region.status}.`, region.reason ?? 'Draw it again.')
  const [fine, contour, box, soft] = await Promise.all(
    [fineSha, contourSha, boxSha, softSha].map(storage().read),
  )
  if (!fine || !contour || !box || !soft) throw new Error('a mask was not read')
  return { fine, contour, box, soft }
}

const orderOf = async (
  loaded: Loaded,
): Promise<{ order: CandidateOrder; frameId: string; anchorSha: string }> => {
  const { task, record, image, editType, region, params } = loaded
  const frameId = region?.frameId ?? image.frameId
  const frame = frameId ? await db().frame.findUnique({ where: { id: frameId } }) : null
  if (!frame?.sha256)
    throw new ExemplarError('unavailable', 'The frame of the image has not been rendered yet.')
  const { instruction, sourceCaption, targetCaption, editObject } = record
  const text: EditText = { instruction, sourceCaption, targetCaption, editObject, editType: editType.key }
  const editor = editorOf(params.engine)
  const support = editor.supports(text)
  if (!support.ok) throw refuse(support.reason, support.fix)
  const order: CandidateOrder = {
    engine: params.engine,
    text,
    mode: task.mode === 'region' ? 'region' : 'free-form',
    anchor: await storage().read(frame.sha256),
    region: await readRegion(loaded),
    draws: editor.draw(text, task.samples, Number(task.seed)),
  }
  return { order, frameId: frame.id, anchorSha: frame.sha256 }
}

const storeCandidate = async (made: MadeCandidate, anchorSha: string) => ({
  sourceSha: made.source ? (await putBlob(made.source, 'image/png')).sha256 : anchorSha,
  editedSha: (await putBlob(made.edited, 'image/png')).sha256,
  maskSha: made.mask ? (await putBlob(made.mask, 'image/png')).sha256 : null,
  thumbSha: (await putBlob(made.thumb, 'image/webp')).sha256,
})

/**
 * Makes one record's candidates: reads, computes in a thread, stores the pictures, then writes all rows and the task's
 * end in one transaction. Killed anywhere, it leaves nothing but unnamed blobs, and runs again from the row.
 */
export const makeRecord = async (
  payload: TaskPayload,
  { signal }: Pick<JobContext, 'signal'>,
): Promise<void> => {
  if (!(await beginTask(generationRuns, payload))) return
  const loaded = await loadTask(payload.taskId)
  const { task, record, params } = loaded
  try {
    const { order, frameId, anchorSha } = await orderOf(loaded)
    const made = await runInThread<MadeCandidate[]>('pixels', 'makeCandidates', order, { signal })
    const stored = await Promise.all(
      made.map(async (one) => ({ ...one, shas: await storeCandidate(one, anchorSha) })),
    )
    const judged = judgeRecord(
      stored.map((one) => ({ ...one, seed: one.draw.seed })),
      params,
      task.mode,
    )
    const engine = editorOf(params.engine).identity as unknown as Prisma.InputJsonObject
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
          regionId: task.mode === 'region' ? record.regionId : null,
          seed: draw.seed,
          params: draw.params as Prisma.InputJsonObject,
          engine,
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
      await enqueue(
        tx,
        taskMadeJob,
        [{ rowId: task.id, attempt: payload.attempt, payload: { taskId: task.id } }],
        {
          priority: task.run.byHand ? 1 : 10,
          projectId: task.projectId,
        },
      )
    })
  } catch (error) {
    // The engine's own no is an end, not a fault: asking again would get the same answer.
    if (!(error instanceof ExemplarError) || error.code !== 'refused') throw error
    const reason = error.fix ? `${error.message} ${error.fix}` : error.message
    await transaction(async (tx) => {
      if (!(await endTask(tx, generationRuns, payload, { status: 'refused', error: reason }))) return
      await enqueue(
        tx,
        taskMadeJob,
        [{ rowId: task.id, attempt: payload.attempt, payload: { taskId: task.id } }],
        {
          priority: task.run.byHand ? 1 : 10,
          projectId: task.projectId,
        },
      )
    })
  }
}
