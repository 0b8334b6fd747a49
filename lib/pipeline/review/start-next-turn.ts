import { adoptTurnJob } from '@/lib/pipeline/catalog'
import { audit } from '@/lib/platform/audit'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { enqueue } from '@/lib/platform/queue/enqueue'

/** Asks the catalog to take an accepted image in as the source of the next turn. Asking twice makes one image. */
export const startNextTurn = (actor: ProjectActor, candidateId: string): Promise<{ id: string }> =>
  transaction(async (tx) => {
    const candidate = await tx.candidate.findFirst({ where: { id: candidateId, projectId: actor.projectId } })
    if (!candidate) throw notFound('candidate')
    if (!['accepted', 'approved'].includes(candidate.sampleState))
      throw new ExemplarError('conflict', 'Only an accepted image can start the next turn.', {
        fix: 'Accept it first.',
      })
    await enqueue(tx, adoptTurnJob, [{ rowId: candidateId, attempt: 1, payload: { candidateId } }], {
      priority: 1,
      projectId: actor.projectId,
    })
    await audit(tx, actor, { action: 'turn.started', objectType: 'candidate', objectId: candidateId })
    return { id: candidateId }
  })
