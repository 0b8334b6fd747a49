import { hasRole, type ProjectActor, personOf, requireRole } from '@/lib/platform/auth/actor'
import { db, Prisma } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import type { PersonQuality } from './schema'

const weeks = 26
/** Of one's own known answers only this many at once are told: fewer would name the items that they were. */
const leastGold = 10

/** A person's decisions that they did not change themselves, with the reviewer's word on each where there is one. */
const decided = (projectId: string, userId: string) => Prisma.sql`
  "Decision" own JOIN "ReviewItem" item ON item.id = own."itemId"
    LEFT JOIN "Decision" later ON later."supersedesId" = own.id
  WHERE own."projectId" = ${projectId}::uuid AND own."actorId" = ${userId}::uuid AND own."actorKind" = 'rater'
    AND (later.id IS NULL OR later."actorKind" = 'reviewer')`

const figures = Prisma.sql`
  count(*)::int AS decisions,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY own."elapsedMs") AS "medianMs",
  count(*) FILTER (WHERE own.verdict IN ('accept', 'pick'))::int AS accepted,
  count(*) FILTER (WHERE later.verdict IS NOT NULL)::int AS reviewed,
  count(*) FILTER (WHERE later.verdict IN ('overturn', 'back'))::int AS overturned`

interface Figures {
  decisions: number
  medianMs: number | null
  accepted: number
  reviewed: number
  overturned: number
}

interface Week extends Figures {
  from: Date
  goldAnswers: number
  goldRight: number
  over: boolean
}

const share = (part: number, whole: number) => ({ part, whole })

const goldOf = (isAdmin: boolean, { goldAnswers, goldRight, over }: Week) =>
  isAdmin || (over && goldAnswers >= leastGold) ? share(goldRight, goldAnswers) : null

/**
 * How one person judges, week by week and reason by reason. Everybody may ask for themselves; only an admin for others,
 * and only an admin sees known answers as they come in.
 */
export const getPersonQuality = async (actor: ProjectActor, id?: string): Promise<PersonQuality> => {
  const userId = id ?? personOf(actor)
  if (userId !== actor.userId) requireRole(actor, 'admin')
  const { projectId } = actor
  const isAdmin = hasRole(actor, 'admin')
  const [person, [all], perWeek, reasons] = await Promise.all([
    // Also of who has left: what they decided stays.
    db().user.findFirst({
      where: {
        id: userId,
        OR: [
          { id: actor.userId ?? '00000000-0000-0000-0000-000000000000' },
          { memberships: { some: { projectId } } },
        ],
      },
      select: { name: true },
    }),
    db().$queryRaw<(Figures & { activeMs: number })[]>`
      SELECT ${figures}, coalesce(sum(own."elapsedMs"), 0)::float8 AS "activeMs" FROM ${decided(projectId, userId)}`,
    db().$queryRaw<Week[]>`
      SELECT date_trunc('week', own."createdAt") AS from, ${figures},
        count(*) FILTER (WHERE own."goldRight" IS NOT NULL)::int AS "goldAnswers",
        count(*) FILTER (WHERE own."goldRight")::int AS "goldRight",
        date_trunc('week', own."createdAt") < date_trunc('week', now()::timestamp) AS over
      FROM ${decided(projectId, userId)} GROUP BY 1, over ORDER BY 1 DESC LIMIT ${weeks}`,
    db().$queryRaw<(Figures & { reason: string })[]>`
      SELECT reason, ${figures} FROM (
        SELECT unnest(mine.reasons) AS reason, mine.* FROM "Decision" mine
        WHERE mine."projectId" = ${projectId}::uuid AND mine."actorId" = ${userId}::uuid
          AND mine."actorKind" = 'rater' AND mine.verdict = 'reject') own
        LEFT JOIN "Decision" later ON later."supersedesId" = own.id
      WHERE later.id IS NULL OR later."actorKind" = 'reviewer'
      GROUP BY reason ORDER BY count(*) DESC, reason LIMIT 50`,
  ])
  if (!person || !all) throw notFound('member')
  return {
    id: userId,
    name: person.name,
    decisions: all.decisions,
    activeMs: all.activeMs,
    medianMs: all.medianMs,
    overturned: share(all.overturned, all.reviewed),
    weeks: perWeek.reverse().map((week) => ({
      from: week.from,
      decisions: week.decisions,
      medianMs: week.medianMs,
      accepted: share(week.accepted, week.decisions),
      overturned: share(week.overturned, week.reviewed),
      gold: goldOf(isAdmin, week),
    })),
    reasons: reasons.map(({ reason, decisions, medianMs, overturned, reviewed }) => ({
      reason,
      count: decisions,
      medianMs,
      overturned: share(overturned, reviewed),
    })),
  }
}
