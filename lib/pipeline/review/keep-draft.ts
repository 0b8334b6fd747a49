import { type ProjectActor, personOf } from '@/lib/platform/auth/actor'
import { db, type Prisma, transaction } from '@/lib/platform/db'
import { lostLease } from './hold-item'
import { readDraft } from './read-draft'
import type { DraftContent } from './schema'

/** What the person filled in on an item and did not send; null where there is nothing. */
export const getDraft = async (actor: ProjectActor, itemId: string): Promise<DraftContent | null> => {
  const draft = await db().reviewDraft.findFirst({
    where: { itemId, userId: personOf(actor), item: { projectId: actor.projectId } },
  })
  return draft && readDraft(draft.content)
}

/**
 * Keeps what the person filled in so far. The newest lease of theirs writes, so of two tabs the later one; an expired
 * lease that nobody took over still does, since a session that ended must not cost the work in it.
 */
export const putDraft = (
  actor: ProjectActor,
  { id, token, content }: { id: string; token: number; content: DraftContent },
): Promise<{ savedAt: Date }> =>
  transaction(async (tx) => {
    const userId = personOf(actor)
    const [held] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM "ReviewItem" WHERE id = ${id}::uuid AND "projectId" = ${actor.projectId}::uuid
        AND status = 'pending' AND "leaseUserId" = ${userId}::uuid AND "leaseToken" = ${token} FOR SHARE`
    if (!held) throw await lostLease(tx, actor, id, content)
    const kept = { content: content as Prisma.InputJsonObject }
    const { updatedAt } = await tx.reviewDraft.upsert({
      where: { itemId_userId: { itemId: id, userId } },
      create: { itemId: id, userId, ...kept },
      update: kept,
    })
    return { savedAt: updatedAt }
  })
