import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { feedRun } from './feed-run'
import { type RunKind, tableOf } from './run-kind'
import { settleRun } from './settle-run'

export type RunControl = 'pause' | 'resume' | 'cancel'

const from = {
  pause: ['queued', 'running'],
  resume: ['paused'],
  cancel: ['queued', 'running', 'paused'],
} as const

const to = { pause: 'paused', resume: 'running', cancel: 'cancelled' } as const

/**
 * Pauses, resumes or cancels a run. Running tasks notice between steps; what they have not committed is dropped, and
 * a paused task goes back to where it was, so that resuming makes it again from its row.
 */
export const controlRun = (
  actor: ProjectActor,
  kind: RunKind,
  runId: string,
  control: RunControl,
): Promise<void> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const [run] = await tx.$queryRaw<{ status: string }[]>`
      SELECT status::text FROM ${tableOf(kind.run)}
      WHERE id = ${runId}::uuid AND "projectId" = ${actor.projectId}::uuid FOR UPDATE`
    if (!run) throw notFound('run')
    if (!(from[control] as readonly string[]).includes(run.status))
      throw new ExemplarError('conflict', `The run is ${run.status}, so there is nothing to ${control}.`, {
        fix: 'Reload the page to see its state.',
      })
    const status = to[control]
    await tx.$executeRaw`
      UPDATE ${tableOf(kind.run)} SET status = ${status}::"RunStatus",
        "finishedAt" = CASE WHEN ${status} = 'cancelled' THEN now() END
      WHERE id = ${runId}::uuid`
    if (control === 'cancel')
      await tx.$executeRaw`
        UPDATE ${tableOf(kind.task)} SET status = 'cancelled', "finishedAt" = now()
        WHERE "runId" = ${runId}::uuid AND status IN ('pending', 'queued', 'running')`
    if (control === 'pause')
      await tx.$executeRaw`
        UPDATE ${tableOf(kind.task)} SET status = 'pending'
        WHERE "runId" = ${runId}::uuid AND status IN ('queued', 'running')`
    if (control === 'resume') {
      await feedRun(tx, kind, runId)
      await settleRun(tx, kind, runId)
    }
    await audit(tx, actor, { action: `${kind.topic}.${status}`, objectType: kind.run, objectId: runId })
    await publish(tx, { projectId: actor.projectId, topic: kind.topic, id: runId })
  })
