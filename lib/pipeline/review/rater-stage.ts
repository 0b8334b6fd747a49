import type { getSettings } from '@/lib/pipeline/project'
import { audit } from '@/lib/platform/audit'
import { hasRole, type ProjectActor, personOf, systemActor } from '@/lib/platform/auth/actor'
import type { Prisma, Tx } from '@/lib/platform/db'
import { publish } from '@/lib/platform/events/publish'
import type { Stage } from './schema'

type Settings = Awaited<ReturnType<typeof getSettings>>
export type RaterRow = Prisma.RaterGetPayload<Record<never, never>>

/**
 * Where a person stands. Without a row nothing has begun: with the guidelines where the project has an onboarding, else
 * with real work. Reviewers and admins are not put to the test, but can be paused; and where the onboarding is turned
 * off, those in the middle of it are through.
 */
export const stageOf = (actor: ProjectActor, rater: RaterRow | null, { review }: Settings): Stage => {
  if (rater?.stage === 'paused') return 'paused'
  if (!review.onboarding.enabled || hasRole(actor, 'reviewer')) return 'active'
  return rater?.stage ?? 'guidelines'
}

export const findRater = (tx: Tx, projectId: string, userId: string): Promise<RaterRow | null> =>
  tx.rater.findUnique({ where: { projectId_userId: { projectId, userId } } })

export interface Move {
  readonly to: Stage
  /** Why, for a pause. */
  readonly reason?: 'gold' | 'drift' | 'quiz' | 'trial' | 'admin'
  readonly note?: string | undefined
  /** Who did it; absent: the rules. */
  readonly by?: ProjectActor
}

/** Moves somebody to another stage, tells their pages, and leaves an audit row. The watch begins anew with each stage. */
export const moveRater = async (
  tx: Tx,
  projectId: string,
  userId: string,
  { to, reason, note, by }: Move,
): Promise<void> => {
  const paused = to === 'paused'
  const state = {
    stage: to,
    stageSince: new Date(),
    pausedReason: paused ? (reason ?? null) : null,
    pausedById: paused ? (by?.userId ?? null) : null,
    pauseNote: paused ? note?.trim() || null : null,
    // A pause keeps the figures that led to it.
    ...(!paused && { goldSeen: 0, goldRight: 0, drift: 0 }),
  }
  await tx.rater.upsert({
    where: { projectId_userId: { projectId, userId } },
    create: { projectId, userId, ...state },
    update: state,
  })
  await audit(tx, by ?? systemActor(projectId), {
    action: paused ? 'rater.paused' : 'rater.moved',
    objectType: 'user',
    objectId: userId,
    detail: { to, ...(reason && { reason }), ...(state.pauseNote && { note: state.pauseNote }) },
  })
  await publish(tx, { projectId, topic: 'review', id: userId, userId })
}

/** How much of the quiz or trial is done: decisions since it began, those that were changed counted once. */
export const countSteps = async (tx: Tx, { projectId, userId, stageSince }: RaterRow) => {
  const [steps] = await tx.$queryRaw<
    { quiz: number; right: number; trial: number; reviewed: number; upheld: number }[]
  >`
    SELECT count(*) FILTER (WHERE own."goldRight" IS NOT NULL)::int AS quiz,
      count(*) FILTER (WHERE own."goldRight")::int AS right,
      count(*) FILTER (WHERE item."goldId" IS NULL AND own.verdict <> 'fix')::int AS trial,
      count(*) FILTER (WHERE later.verdict IS NOT NULL)::int AS reviewed,
      count(*) FILTER (WHERE later.verdict = 'approve')::int AS upheld
    FROM "Decision" own JOIN "ReviewItem" item ON item.id = own."itemId"
      LEFT JOIN "Decision" later ON later."supersedesId" = own.id
    WHERE own."projectId" = ${projectId}::uuid AND own."actorId" = ${userId}::uuid AND own."actorKind" = 'rater'
      AND own."createdAt" >= ${stageSince} AND (later.id IS NULL OR later."actorKind" = 'reviewer')`
  if (!steps) throw new Error('an aggregate gave no row')
  return steps
}

/** Whether the person who acts is on trial: whatever they decide, a reviewer looks it over. */
export const isOnTrial = async (tx: Tx, actor: ProjectActor, settings: Settings): Promise<boolean> =>
  settings.review.onboarding.enabled &&
  stageOf(actor, await findRater(tx, actor.projectId, personOf(actor)), settings) === 'trial'

/** Ends a trial once all of it was reviewed: to real work, or to a pause. */
export const endTrial = async (
  tx: Tx,
  projectId: string,
  userId: string | null,
  settings: Settings,
): Promise<void> => {
  const rater = userId ? await findRater(tx, projectId, userId) : null
  if (rater?.stage !== 'trial') return
  const { trialSize, trialPass } = settings.review.onboarding
  const { reviewed, upheld } = await countSteps(tx, rater)
  if (reviewed < trialSize) return
  await moveRater(
    tx,
    projectId,
    rater.userId,
    upheld >= trialPass * reviewed ? { to: 'active' } : { to: 'paused', reason: 'trial' },
  )
}
