import { recordsFromSeeds } from '@/lib/pipeline/expansion'
import { generationParams, startRun } from '@/lib/pipeline/generation'
import { claimItems, decideItem, type ItemView, type Judgement, settleItem } from '@/lib/pipeline/review'
import type { ProjectActor, Role } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { until } from '../with-worker'
import type { DemoContent, DemoDecision } from './demo-content'

type Actors = Readonly<Record<Role, ProjectActor>>

const seedsOfRound = async (projectId: string, { seeds, finishedRound }: DemoContent) => {
  const wanted = finishedRound.items.map(
    (item) => seeds.find((seed) => seed.key === item.seed)?.instruction ?? '',
  )
  return db().seed.findMany({ where: { projectId, instruction: { in: wanted }, status: 'approved' } })
}

/** Runs the round's seeds as records of their own, and waits until people could judge every one. */
const generate = async ({ admin }: Actors, content: DemoContent, signal: AbortSignal): Promise<void> => {
  const { projectId } = admin
  const { finishedRound } = content
  if ((await db().generationRun.count({ where: { projectId, byHand: false } })) === 0) {
    const seeds = await seedsOfRound(projectId, content)
    await recordsFromSeeds(admin, { seedIds: seeds.map(({ id }) => id) })
    await startRun(admin, {
      choice: { onlyNew: true },
      params: generationParams.parse({ samples: finishedRound.candidatesPerSeed }),
      seed: finishedRound.seed,
    })
  }
  await settled(projectId, signal)
}

/** No run is under way, and each of their kept candidates can be judged. */
const settled = (projectId: string, signal: AbortSignal) =>
  until(signal, async () => {
    const running = await db().generationRun.count({
      where: { projectId, status: { in: ['queued', 'running'] } },
    })
    const [unopened] = await db().$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM "GenerationTask" task
      WHERE task."projectId" = ${projectId}::uuid AND task.status = 'done'
        AND EXISTS (SELECT 1 FROM "Candidate" made WHERE made."taskId" = task.id AND made.kept)
        AND NOT EXISTS (SELECT 1 FROM "ReviewItem" item WHERE item."taskId" = task.id)`
    return running === 0 && unopened?.count === 0 ? true : undefined
  })

/** The candidate of that rank; the demo is judged on what the engine made today, so a rank may be missing. */
const ranked = (item: ItemView, rank: number) =>
  item.candidates.find((candidate) => candidate.rank === rank) ?? item.candidates[0]

const judge = (item: ItemView, decision: DemoDecision): Judgement | null => {
  if (decision.do === 'leave') return null
  const elapsedMs = 6_000 + ((item.instruction.length * 397) % 9_000)
  if (decision.do === 'reject')
    return { verdict: 'reject', reasons: decision.reasons, comment: decision.comment, elapsedMs }
  const candidate = ranked(item, decision.rank)
  if (!candidate) return null
  if (decision.do === 'accept') return { verdict: 'accept', candidateId: candidate.id, elapsedMs }
  const { instruction, targetCaption, comment } = decision
  return {
    verdict: 'fix',
    fix: { candidateId: candidate.id, instruction, targetCaption },
    comment,
    elapsedMs,
  }
}

/** Decides what waits; whatever the demo says nothing of stays for whoever signs in as the rater. */
const decide = async (
  { rater, reviewer }: Actors,
  decisionOf: (item: ItemView) => DemoDecision | undefined,
): Promise<void> => {
  for (const item of await claimItems(rater, 500)) {
    const decision = decisionOf(item)
    const judgement = decision && judge(item, decision)
    if (!judgement || !item.lease) continue
    // Time is counted at most since an item was taken; these were looked at for as long as people would.
    const leaseSince = new Date(Date.now() - (judgement.elapsedMs ?? 0))
    await db().reviewItem.update({ where: { id: item.id }, data: { leaseSince } })
    const decided = await decideItem(rater, { id: item.id, token: item.lease.token, judgement })
    if (decision.do !== 'accept' || decision.approve === false || !decided.decision) continue
    await settleItem(reviewer, {
      id: item.id,
      decisionId: decided.decision.id,
      verdict: 'approve',
      reasons: [],
    })
  }
}

const decisionsBy = (
  { seeds, finishedRound }: DemoContent,
  of: (decision: DemoDecision) => [string | null, DemoDecision],
) =>
  new Map(
    finishedRound.items.map(({ seed, decision }) => {
      const [instruction, then] = of(decision)
      return [instruction ?? seeds.find(({ key }) => key === seed)?.instruction ?? '', then]
    }),
  )

/** One round, generated and judged as the demo describes it, by the same jobs that serve any run. */
export const playRound = async (actors: Actors, content: DemoContent, signal: AbortSignal): Promise<void> => {
  await generate(actors, content, signal)
  const first = decisionsBy(content, (decision) => [null, decision])
  await decide(actors, (item) => (item.parent ? undefined : first.get(item.instruction)))
  await settled(actors.admin.projectId, signal)
  const second = decisionsBy(content, (decision) =>
    decision.do === 'fix' ? [decision.instruction, decision.after] : [null, { do: 'leave' }],
  )
  await decide(actors, (item) => (item.parent ? second.get(item.instruction) : undefined))
}
