import { getSettings } from '@/lib/pipeline/project'
import { type ProjectActor, personOf } from '@/lib/platform/auth/actor'
import type { Prisma, Tx } from '@/lib/platform/db'
import { isGoldRight } from './quality/is-gold-right'
import { freshWatch, watchRater } from './quality/watch-rater'
import { countSteps, findRater, moveRater, type RaterRow, stageOf } from './rater-stage'
import type { Judgement } from './schema'

type Settings = Awaited<ReturnType<typeof getSettings>>
type ItemRow = Prisma.ReviewItemGetPayload<Record<never, never>>

/** Whether a judgement answers its gold item rightly; null where the item is none, or was answered before. */
export const scoreGold = async (
  tx: Tx,
  item: ItemRow,
  judgement: Judgement,
  isFirst: boolean,
): Promise<boolean | null> => {
  if (item.goldId === null || !isFirst) return null
  const gold = await tx.goldItem.findUniqueOrThrow({ where: { id: item.goldId } })
  const { candidateIds, reasons } = gold
  return isGoldRight(
    { verdict: gold.verdict === 'accept' ? 'accept' : 'reject', candidateIds, reasons },
    {
      verdict: judgement.verdict,
      candidateId: 'candidateId' in judgement ? judgement.candidateId : null,
      reasons: judgement.verdict === 'reject' ? judgement.reasons : [],
    },
  )
}

/**
 * Ends a quiz that has no more to ask: on to the trial, or to a pause. With fewer gold items than the quiz wants, those
 * that there are must do.
 */
export const endQuiz = async (tx: Tx, rater: RaterRow, { review }: Settings): Promise<void> => {
  const { quizSize, quizPass, trialSize } = review.onboarding
  const { quiz: done, right } = await countSteps(tx, rater)
  const left = await tx.reviewItem.count({
    where: {
      projectId: rater.projectId,
      assignedToId: rater.userId,
      goldId: { not: null },
      status: 'pending',
    },
  })
  if (done < quizSize && left > 0) return
  const passed = right >= quizPass * done
  const next = trialSize > 0 ? 'trial' : 'active'
  await moveRater(tx, rater.projectId, rater.userId, passed ? { to: next } : { to: 'paused', reason: 'quiz' })
}

/** Closes a gold item that was just answered, and draws what follows for the person: on with the quiz, or a pause. */
export const settleGold = async (
  tx: Tx,
  actor: ProjectActor,
  item: ItemRow,
  decisionId: string,
  isRight: boolean | null,
): Promise<void> => {
  const userId = personOf(actor)
  const { projectId } = actor
  await tx.reviewItem.update({
    where: { id: item.id },
    data: {
      status: 'settled',
      decisionId,
      decidedById: userId,
      judgedBy: [userId],
      decidedAt: new Date(),
      leaseUserId: null,
      leaseUntil: null,
    },
  })
  if (isRight === null) return
  const settings = await getSettings(projectId, tx)
  // Locked, so that two answers at once are counted one after the other.
  await tx.$executeRaw`SELECT 1 FROM "Rater" WHERE "projectId" = ${projectId}::uuid AND "userId" = ${userId}::uuid FOR UPDATE`
  const rater = await findRater(tx, projectId, userId)
  const stage = stageOf(actor, rater, settings)
  if (stage === 'quiz' && rater) return endQuiz(tx, rater, settings)
  const { watch, pause } = watchRater(
    rater ? { seen: rater.goldSeen, right: rater.goldRight, drift: rater.drift } : freshWatch,
    isRight,
  )
  const seen = { goldSeen: watch.seen, goldRight: watch.right, drift: watch.drift }
  await tx.rater.upsert({
    where: { projectId_userId: { projectId, userId } },
    create: { projectId, userId, stage: 'active', ...seen },
    update: seen,
  })
  // Who is paused already only finishes what they hold.
  if (pause && stage !== 'paused') await moveRater(tx, projectId, userId, { to: 'paused', reason: pause })
}
