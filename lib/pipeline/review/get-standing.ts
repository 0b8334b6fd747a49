import { getSettings } from '@/lib/pipeline/project'
import { type ProjectActor, personOf } from '@/lib/platform/auth/actor'
import { db, transaction } from '@/lib/platform/db'
import { dailyLimitOf, decidedToday } from './admit-rater'
import { wilson } from './quality/wilson'
import { countSteps, findRater, moveRater, stageOf } from './rater-stage'
import { pauseReasons, type StandingView } from './schema'

/** A person's own accuracy counts in steps of this many answers: one that moved after a single one would name it. */
const step = 10

/** The share of known answers that a person got right, by whole steps, oldest first; null before the first step. */
const ownAccuracy = async (
  { projectId }: ProjectActor,
  userId: string,
): Promise<StandingView['accuracy']> => {
  const answers = await db().decision.findMany({
    where: { projectId, actorId: userId, goldRight: { not: null } },
    select: { goldRight: true },
    orderBy: { id: 'asc' },
    take: 10_000,
  })
  const of = answers.length - (answers.length % step)
  const right = answers.slice(0, of).filter(({ goldRight }) => goldRight).length
  const share = wilson(right, of)
  return share && { right, of, ...share }
}

/** How far a person has come in the project's review, what limits them, and how they do. */
export const getStanding = async (actor: ProjectActor): Promise<StandingView> => {
  const userId = personOf(actor)
  const { projectId } = actor
  const settings = await getSettings(projectId)
  const [rater, member, today, dailyLimit, accuracy] = await Promise.all([
    findRater(db(), projectId, userId),
    db().membership.findUnique({ where: { projectId_userId: { projectId, userId } } }),
    decidedToday(projectId, userId),
    dailyLimitOf(actor, settings),
    ownAccuracy(actor, userId),
  ])
  const stage = stageOf(actor, rater, settings)
  const { quizSize, trialSize } = settings.review.onboarding
  const done = rater && (stage === 'quiz' || stage === 'trial') ? await countSteps(db(), rater) : null
  return {
    stage,
    pausedReason: pauseReasons.find((one) => stage === 'paused' && one === rater?.pausedReason) ?? null,
    pauseNote: stage === 'paused' ? (rater?.pauseNote ?? null) : null,
    steps:
      done && (stage === 'quiz' ? { done: done.quiz, of: quizSize } : { done: done.trial, of: trialSize }),
    today,
    dailyLimit,
    tags: member?.tags ?? [],
    accuracy,
  }
}

/** Confirms that the guidelines were read: on to the quiz. Said twice, or by who is past it, it changes nothing. */
export const readGuidelines = async (actor: ProjectActor): Promise<StandingView> => {
  const userId = personOf(actor)
  const { projectId } = actor
  await transaction(async (tx) => {
    const settings = await getSettings(projectId, tx)
    if (stageOf(actor, await findRater(tx, projectId, userId), settings) !== 'guidelines') return
    await moveRater(tx, projectId, userId, { to: 'quiz', by: actor })
    await tx.rater.update({
      where: { projectId_userId: { projectId, userId } },
      data: { readAt: new Date() },
    })
  })
  return getStanding(actor)
}
