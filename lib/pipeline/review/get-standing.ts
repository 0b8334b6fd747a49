import { getSettings } from '@/lib/pipeline/project'
import { type ProjectActor, personOf } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import type { StandingView } from './schema'

/** How far a person has come in the project's review, and what limits them. */
export const getStanding = async (actor: ProjectActor): Promise<StandingView> => {
  const userId = personOf(actor)
  const { projectId } = actor
  const [{ review }, member, [day]] = await Promise.all([
    getSettings(projectId),
    db().membership.findUnique({ where: { projectId_userId: { projectId, userId } } }),
    db().$queryRaw<{ today: number }[]>`
      SELECT count(*)::int AS today FROM "Decision" WHERE "projectId" = ${projectId}::uuid
        AND "actorId" = ${userId}::uuid AND "createdAt" >= date_trunc('day', now())`,
  ])
  return {
    stage: 'active',
    pausedReason: null,
    pauseNote: null,
    steps: null,
    today: day?.today ?? 0,
    dailyLimit: member?.dailyLimit ?? review.dailyLimit,
    tags: member?.tags ?? [],
    accuracy: null,
  }
}
