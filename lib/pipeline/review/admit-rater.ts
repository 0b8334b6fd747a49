import type { getSettings } from '@/lib/pipeline/project'
import { type ProjectActor, personOf } from '@/lib/platform/auth/actor'
import { db, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { endQuiz } from './answer-gold'
import { prepareQuiz } from './hand-out-gold'
import { countSteps, findRater, type RaterRow, stageOf } from './rater-stage'
import type { Stage } from './schema'

type Settings = Awaited<ReturnType<typeof getSettings>>

/** What a person decided in a project since midnight, UTC. */
export const decidedToday = async (projectId: string, userId: string): Promise<number> => {
  const [day] = await db().$queryRaw<{ today: number }[]>`
    SELECT count(*)::int AS today FROM "Decision" WHERE "projectId" = ${projectId}::uuid
      AND "actorId" = ${userId}::uuid AND "actorKind" = 'rater' AND "createdAt" >= date_trunc('day', now())`
  return day?.today ?? 0
}

export const dailyLimitOf = async (
  { projectId, userId }: ProjectActor,
  { review }: Settings,
): Promise<number | null> => {
  const member = userId
    ? await db().membership.findUnique({ where: { projectId_userId: { projectId, userId } } })
    : null
  return member?.dailyLimit ?? review.dailyLimit
}

const refuse = (standing: string, message: string, fix: string) =>
  new ExemplarError('refused', message, { fix, detail: { standing } })

const pauses: Record<string, string> = {
  gold: 'too many of your first answers to items with a known answer were wrong',
  drift: 'lately too many of your answers to items with a known answer were wrong',
  quiz: 'the quiz was not passed',
  trial: 'too many decisions of your trial were overturned',
  admin: 'an admin paused your work',
}

/** A quiz that has items left to answer, or what comes after it where there are none. */
const openQuiz = async (actor: ProjectActor, rater: RaterRow, settings: Settings): Promise<Stage> => {
  const { quiz } = await countSteps(db(), rater)
  if ((await prepareQuiz(actor, settings.review.onboarding.quizSize, quiz)) > 0) return 'quiz'
  await transaction((tx) => endQuiz(tx, rater, settings))
  return stageOf(actor, await findRater(db(), rater.projectId, rater.userId), settings)
}

const roomInTrial = async (rater: RaterRow, settings: Settings): Promise<number> => {
  const { trial } = await countSteps(db(), rater)
  const room = settings.review.onboarding.trialSize - trial
  if (room <= 0)
    throw refuse(
      'trial',
      'Your trial batch is complete.',
      'Wait until a reviewer has looked it over; you are told on your work page.',
    )
  return room
}

/**
 * Whether a person may be handed items, which kind, and how many at most. Throws `refused` with the reason and with
 * `detail.standing` for who reads the guidelines first, is paused, waits for a reviewer, or did enough for today.
 */
export const admitRater = async (
  actor: ProjectActor,
  settings: Settings,
): Promise<{ stage: Stage; room: number }> => {
  const rater = await findRater(db(), actor.projectId, personOf(actor))
  let stage = stageOf(actor, rater, settings)
  if (stage === 'quiz' && rater) stage = await openQuiz(actor, rater, settings)
  if (stage === 'guidelines')
    throw refuse(stage, 'Read the guidelines first.', 'Open your work page and confirm that you read them.')
  if (stage === 'paused')
    throw refuse(
      stage,
      `Your work is paused: ${pauses[rater?.pausedReason ?? 'quiz'] ?? 'ask an admin why'}.`,
      'Ask an admin of the project to let you go on.',
    )
  let room = stage === 'trial' && rater ? await roomInTrial(rater, settings) : Number.MAX_SAFE_INTEGER
  const limit = await dailyLimitOf(actor, settings)
  if (limit !== null) {
    room = Math.min(room, limit - (await decidedToday(actor.projectId, personOf(actor))))
    if (room <= 0)
      throw refuse(
        'limit',
        `You decided ${limit} items today, as many as one may in a day.`,
        'Come back tomorrow.',
      )
  }
  return { stage, room }
}
