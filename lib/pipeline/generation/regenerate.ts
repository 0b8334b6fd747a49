import { type RecordChanges, reviseRecord } from '@/lib/pipeline/expansion'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import type { Prisma, Tx } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { feedRun } from '@/lib/platform/runs/feed-run'
import { generationRuns } from './jobs'
import { generationParams } from './schema'
import { nextRunNumber } from './start-run'

export interface Regeneration extends RecordChanges {
  readonly candidateId: string
  readonly samples?: number | undefined
  readonly seed?: number | undefined
}

/**
 * Makes a record again for somebody who waits: a new version of the record where its text or region changed, in a run
 * of its own that goes before all batch work. Its candidates name the one they mend.
 */
export const regenerate = async (
  tx: Tx,
  actor: ProjectActor,
  { candidateId, samples, seed, ...changes }: Regeneration,
): Promise<{ taskId: string; recordId: string }> => {
  const { projectId } = actor
  const parent = await tx.candidate.findFirst({ where: { id: candidateId, projectId } })
  if (!parent) throw notFound('candidate')
  const made = await tx.generationTask.findUniqueOrThrow({
    where: { id: parent.taskId },
    include: { run: true },
  })
  const changed =
    changes.instruction !== undefined || changes.targetCaption !== undefined || changes.regionId !== undefined
  if (!changed && samples === undefined && seed === undefined)
    throw new ExemplarError('bad-input', 'Nothing was changed, so the same candidates would come back.', {
      field: 'fix',
      fix: 'Change the text, the mask, the seed or the number of candidates.',
    })
  const record = changed
    ? await reviseRecord(tx, actor, parent.recordId, changes)
    : await tx.instructionRecord.findUniqueOrThrow({ where: { id: parent.recordId } })
  const params = { ...generationParams.parse(made.run.params), samples: samples ?? made.samples }
  const run = await tx.generationRun.create({
    data: {
      projectId,
      number: await nextRunNumber(tx, projectId),
      byHand: true,
      params: params as unknown as Prisma.InputJsonObject,
      engine: made.run.engine as Prisma.InputJsonObject,
      seed: made.run.seed,
      status: 'running',
      attempt: 1,
      total: 1,
      startedAt: new Date(),
      createdById: actor.userId,
    },
  })
  const task = await tx.generationTask.create({
    data: {
      projectId,
      runId: run.id,
      recordId: record.id,
      position: 1,
      // A region that was found by its name is the candidate's, and not its record's.
      mode: record.regionId || made.mode === 'region' ? 'region' : 'free_form',
      samples: params.samples,
      seed: seed ?? (Number(made.seed) + 1) % 2 ** 32, // other candidates than those that were not good enough
      parentCandidateId: candidateId,
      requestedById: actor.userId,
    },
  })
  await feedRun(tx, generationRuns, run.id, 1)
  return { taskId: task.id, recordId: record.id }
}
