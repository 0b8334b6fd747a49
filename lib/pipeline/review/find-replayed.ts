import { type ProjectActor, personOf } from '@/lib/platform/auth/actor'
import type { Tx } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import type { Judgement } from './schema'

const candidateOf = (judgement: Judgement) =>
  judgement.verdict === 'accept' || judgement.verdict === 'pick' ? judgement.candidateId : null

/**
 * The item of the decision that this client id already made, or null where it is new. What was lost on its way back is
 * sent again with the same id, and must count once; an id that was used for something else is a mistake, not a replay.
 */
export const findReplayed = async (
  tx: Tx,
  actor: ProjectActor,
  clientId: string | undefined,
  judgement: Judgement,
  about: { itemId: string } | { supersedesId: string },
): Promise<string | null> => {
  if (!clientId) return null
  const made = await tx.decision.findUnique({
    where: { actorId_clientId: { actorId: personOf(actor), clientId } },
  })
  if (!made) return null
  const same =
    made.projectId === actor.projectId &&
    Object.entries(about).every(([key, value]) => made[key as 'itemId' | 'supersedesId'] === value) &&
    made.verdict === judgement.verdict &&
    made.candidateId === candidateOf(judgement)
  if (!same)
    throw new ExemplarError('conflict', 'This client id belongs to another decision of yours.', {
      field: 'clientId',
      fix: 'Make a new UUID for every decision.',
      detail: {
        yours: judgement,
        theirs: { itemId: made.itemId, verdict: made.verdict, candidateId: made.candidateId },
      },
    })
  return made.itemId
}
