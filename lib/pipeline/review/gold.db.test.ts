import { describe, expect, test } from 'vitest'
import { makeItem } from '@/lib/pipeline/testing/items'
import { makeMember, makeProject, makeRecord } from '@/lib/pipeline/testing/rows'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { addGold, addReviewedGold } from './add-gold'
import { changeDecision } from './change-decision'
import { claimApprovals, claimItems } from './claim-items'
import { getPace } from './get-pace'
import { getStanding, readGuidelines } from './get-standing'
import { skipItem } from './hold-item'
import { listGold, retireGold } from './list-gold'
import { listItems } from './list-items'
import { changeStage, listRaters } from './list-raters'
import { recentDecisions } from './recent-decisions'
import { settleItem } from './settle-item'
import { accept, best, claimOne, decide, type Held, judgeAll, reject } from './testing'
import { getItem } from './view-item'

/** Items that people have decided already: half of them good, half bad, made gold. */
const scene = async (review: object, golds = 10) => {
  const projectId = (await makeProject({ settings: { review } })).id
  const admin = await makeMember(projectId, 'admin')
  const reviewer = await makeMember(projectId, 'reviewer')
  const rater = await makeMember(projectId, 'rater')
  const judge = await makeMember(projectId, 'reviewer')
  for (let at = 0; at < golds; at += 1) {
    await makeItem(projectId)
    const item = await claimOne(judge)
    const decided = await decide(judge, item, at % 2 === 0 ? accept(item) : reject)
    const { id = '' } = decided.decision ?? {}
    await settleItem(reviewer, { id: item.id, decisionId: id, verdict: 'approve', reasons: [] })
  }
  await addReviewedGold(admin, golds)
  return { projectId, admin, reviewer, rater }
}

const isGold = async ({ id }: { id: string }) =>
  (await db().reviewItem.findUniqueOrThrow({ where: { id } })).goldId !== null

/** What is right of a gold item, and anything of the others. */
const answerOf = async (item: Held) => {
  const { goldId } = await db().reviewItem.findUniqueOrThrow({ where: { id: item.id } })
  const gold = goldId ? await db().goldItem.findUnique({ where: { id: goldId } }) : null
  return gold?.verdict === 'accept' || !gold ? accept(item) : reject
}

const judgeRightly = async (actor: ProjectActor, count: number) => {
  for (let done = 0; done < count; done += 1) {
    const item = await claimOne(actor)
    await decide(actor, item, await answerOf(item))
  }
}

/** Accepts what is bad and rejects what is good. */
const judgeWrongly = async (actor: ProjectActor, count: number) => {
  for (let done = 0; done < count; done += 1) {
    const item = await claimOne(actor)
    await decide(actor, item, (await answerOf(item)).verdict === 'accept' ? reject : accept(item))
  }
}

const keysOf = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap(keysOf)
    : value !== null && typeof value === 'object' && !(value instanceof Date)
      ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)])
      : []

describe('a gold item', () => {
  test('cannot be told from any other item by what is sent before the decision', async () => {
    const { projectId, rater } = await scene({ goldShare: 0.5 })
    for (let i = 0; i < 12; i++) await makeItem(projectId)
    const handed = await claimItems(rater, 12)
    const gold: typeof handed = []
    const plain: typeof handed = []
    for (const item of handed) ((await isGold(item)) ? gold : plain).push(item)
    expect(gold.length).toBeGreaterThan(0)
    expect(plain.length).toBeGreaterThan(0)

    // The same fields at every depth, and the same values in all that are not the picture's or the text's own.
    const shape = (item: unknown) => [...new Set(keysOf(item))].sort()
    for (const item of handed) expect(shape(item)).toEqual(shape(plain[0]))
    const telling = (item: (typeof handed)[number]) => ({
      status: item.status,
      token: item.lease?.token,
      decision: item.decision,
      draft: item.draft,
      returned: item.returned,
      reviewReason: item.reviewReason,
      opinions: item.opinions,
      parent: item.parent,
      problem: item.problem,
      turn: item.turn,
      states: item.candidates.map(({ sampleState, passed, kept }) => [sampleState, passed, kept]),
    })
    for (const item of handed) expect(telling(item)).toEqual(telling(plain[0] as (typeof handed)[number]))

    // Nothing of its answer, and no name of what it is.
    const golds = await db().goldItem.findMany({ where: { projectId } })
    const payload = JSON.stringify(handed)
    for (const { id } of golds) expect(payload).not.toContain(id)
    expect(payload).not.toMatch(/gold|approved|rejected|accepted/i)

    // Ids tell when a row was made: theirs lie within seconds of those of the others.
    const madeAt = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
    const others = await db().reviewItem.findMany({ where: { projectId, goldId: null } })
    for (const { id } of gold)
      expect(Math.min(...others.map((other) => Math.abs(madeAt(other.id) - madeAt(id))))).toBeLessThan(5_000)
    for (const { id } of gold)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  test('looks decided like any other, is in the strip and the pace, and changes no sample', async () => {
    const { projectId, rater } = await scene({ goldShare: 0.5 })
    for (let i = 0; i < 4; i++) await makeItem(projectId)
    const states = () =>
      db().candidate.findMany({ where: { projectId }, orderBy: { id: 'asc' }, select: { sampleState: true } })
    let item = await claimOne(rater)
    while (!(await isGold(item))) {
      await decide(rater, item, reject)
      await makeItem(projectId)
      item = await claimOne(rater)
    }
    const before = await states()
    const decided = await decide(rater, item, accept(item))
    expect(decided).toMatchObject({ status: 'approval', decision: { verdict: 'accept' }, opinions: [] })
    expect(decided.candidates.map(({ sampleState }) => sampleState)).toEqual(['accepted', 'none'])
    expect(await states()).toEqual(before)
    const [latest] = await recentDecisions(rater)
    expect(latest).toMatchObject({ editable: true, decision: { itemId: item.id } })
    expect((await getPace(rater)).fixes).toBe(0)
    expect(JSON.stringify([decided, latest])).not.toMatch(/gold/i)
  })

  test('is judged by its first answer, whatever it is changed to', async () => {
    const { projectId, rater } = await scene({ goldShare: 0.5 }, 2)
    await makeItem(projectId)
    let item = await claimOne(rater)
    while (!(await isGold(item))) {
      await decide(rater, item, reject)
      await makeItem(projectId)
      item = await claimOne(rater)
    }
    const right = await answerOf(item)
    const first = await decide(rater, item, right.verdict === 'accept' ? reject : accept(item))
    await changeDecision(rater, { id: first.decision?.id ?? '', judgement: right })
    const answers = await db().decision.findMany({ where: { itemId: item.id }, orderBy: { id: 'asc' } })
    expect(answers.map(({ goldRight }) => goldRight)).toEqual([false, null])
  })

  test('is given once to each person, and never to who decided on it in earnest', async () => {
    const { projectId, rater, reviewer } = await scene({ goldShare: 0.5 }, 3)
    for (let i = 0; i < 30; i++) await makeItem(projectId)
    const seen = await judgeAll(rater, () => reject, 30)
    const golds = []
    for (const item of seen) if (await isGold(item)) golds.push(item.recordId)
    expect(golds).toHaveLength(3)
    expect(new Set(golds).size).toBe(3)
    const judge = await db().decision.findFirstOrThrow({ where: { projectId, actorKind: 'rater' } })
    const judged = { ...reviewer, userId: judge.actorId }
    for (let i = 0; i < 12; i++) await makeItem(projectId)
    for (const item of await judgeAll(judged, () => reject, 12)) expect(await isGold(item)).toBe(false)
  })

  test('comes at the set share', async () => {
    const { projectId, rater } = await scene({ goldShare: 0.25 }, 40)
    for (let i = 0; i < 80; i++) await makeItem(projectId)
    let gold = 0
    let all = 0
    for (; all < 60; all += 1) {
      const item = await claimOne(rater)
      if (await isGold(item)) gold += 1
      await decide(rater, item, await answerOf(item))
    }
    // Four standard deviations of a fair draw.
    expect(Math.abs(gold / all - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / all))
  }, 120_000)

  test('that is skipped is gone for this person, and answers nothing', async () => {
    const { projectId, admin, rater } = await scene({ onboarding: { enabled: true, quizSize: 1 } }, 1)
    await readGuidelines(rater)
    const item = await claimOne(rater)
    await skipItem(rater, { id: item.id, token: item.lease.token })
    expect(
      (await listRaters(admin, { limit: 50 })).items.find(({ id }) => id === rater.userId),
    ).toMatchObject({
      accuracy: null,
      goldLeft: 0,
    })
    expect(await db().decision.count({ where: { projectId, actorId: rater.userId } })).toBe(0)
  })

  test('is in no reviewer’s list or queue', async () => {
    const { projectId, rater, reviewer } = await scene({ onboarding: { enabled: true, quizSize: 4 } }, 4)
    await readGuidelines(rater)
    await judgeRightly(rater, 4)
    expect(await claimApprovals(reviewer, 5)).toEqual([])
    const { items } = await listItems(reviewer, { limit: 50 })
    expect(items).toHaveLength(4)
    expect(await db().reviewItem.count({ where: { projectId } })).toBe(8)
  })
})

describe('making gold items', () => {
  test('takes as many accepted as rejected ones, with the answers of their reviewers', async () => {
    const { admin } = await scene({}, 6)
    const { items } = await listGold(admin, { limit: 50 })
    expect(items.filter(({ verdict }) => verdict === 'accept')).toHaveLength(3)
    expect(
      items.filter(({ verdict }) => verdict === 'reject').every(({ reasons }) => reasons[0] === 'artifacts'),
    ).toBe(true)
    expect(await addReviewedGold(admin, 10)).toEqual({ added: 0 })
  })

  test('is for admins, of settled items of the project, with candidates and reasons that exist', async () => {
    const { projectId, admin, reviewer } = await scene({}, 1)
    const open = await makeItem(projectId)
    const settled = await db().reviewItem.findFirstOrThrow({ where: { projectId, status: 'settled' } })
    const stranger = await makeMember((await makeProject()).id, 'admin')
    const add = (actor: ProjectActor, over: object) =>
      addGold(actor, { itemId: settled.id, note: '', ...over })
    await expect(add(reviewer, {})).rejects.toMatchObject({ code: 'forbidden' })
    await expect(add(stranger, {})).rejects.toMatchObject({ code: 'not-found' })
    await expect(add(admin, { itemId: open.id })).rejects.toMatchObject({ code: 'conflict' })
    await expect(add(admin, { verdict: 'reject', reasons: ['ugly'] })).rejects.toMatchObject({
      field: 'reasons',
    })
    await expect(add(admin, { candidateIds: [open.id] })).rejects.toMatchObject({ field: 'candidateIds' })
    const gold = await add(admin, { verdict: 'reject', reasons: ['unsafe'] })
    expect(gold).toMatchObject({ verdict: 'reject', reasons: ['unsafe'], candidateIds: [] })
    expect((await retireGold(admin, { id: gold.id, retired: true })).retired).toBe(true)
  })
})

describe('the onboarding', () => {
  const onboarding = { enabled: true, quizSize: 4, quizPass: 0.75, trialSize: 2, trialPass: 1 }

  test('goes from the guidelines over the quiz and a reviewed trial to real work', async () => {
    const { projectId, rater, reviewer } = await scene({ onboarding })
    for (let i = 0; i < 4; i++) await makeItem(projectId)
    await expect(claimItems(rater, 1)).rejects.toMatchObject({
      code: 'refused',
      detail: { standing: 'guidelines' },
    })
    expect(await readGuidelines(rater)).toMatchObject({ stage: 'quiz', steps: { done: 0, of: 4 } })
    await judgeRightly(rater, 3)
    await judgeWrongly(rater, 1)
    expect(await getStanding(rater)).toMatchObject({ stage: 'trial', steps: { done: 0, of: 2 } })
    for (let i = 0; i < 2; i++) await decide(rater, await claimOne(rater), reject)
    await expect(claimItems(rater, 1)).rejects.toMatchObject({ detail: { standing: 'trial' } })
    const reviews = await claimApprovals(reviewer, 5)
    expect(reviews.map(({ reviewReason }) => reviewReason)).toEqual(['trial', 'trial'])
    for (const { id, decision } of reviews)
      await settleItem(reviewer, { id, decisionId: decision?.id ?? '', verdict: 'approve', reasons: [] })
    expect(await getStanding(rater)).toMatchObject({ stage: 'active', steps: null })
    expect(await claimItems(rater, 1)).toHaveLength(1)
  })

  test('ends in a pause where the quiz is not passed, until an admin lets the person try again', async () => {
    const { projectId, admin, rater } = await scene({ onboarding })
    await makeItem(projectId)
    await readGuidelines(rater)
    await judgeWrongly(rater, 4)
    expect(await getStanding(rater)).toMatchObject({ stage: 'paused', pausedReason: 'quiz' })
    await expect(claimItems(rater, 1)).rejects.toMatchObject({ detail: { standing: 'paused' } })
    await changeStage(admin, { id: rater.userId, to: 'quiz' })
    await judgeRightly(rater, 4)
    expect((await getStanding(rater)).stage).toBe('trial')
  })

  test('ends in a pause where reviewers overturn the trial', async () => {
    const { projectId, rater, reviewer } = await scene({ onboarding: { ...onboarding, quizSize: 1 } })
    for (let i = 0; i < 2; i++) await makeItem(projectId)
    await readGuidelines(rater)
    await judgeRightly(rater, 1)
    for (let i = 0; i < 2; i++) await decide(rater, await claimOne(rater), reject)
    for (const item of await claimApprovals(reviewer, 2))
      await settleItem(reviewer, {
        id: item.id,
        decisionId: item.decision?.id ?? '',
        verdict: 'overturn',
        candidateId: best(item),
        reasons: [],
      })
    expect(await getStanding(rater)).toMatchObject({ stage: 'paused', pausedReason: 'trial' })
  })

  test('has no quiz where there are no gold items, and is not for reviewers', async () => {
    const { projectId, rater, reviewer } = await scene({ onboarding }, 0)
    await makeItem(projectId)
    await readGuidelines(rater)
    expect(await claimItems(rater, 1)).toHaveLength(1)
    expect((await getStanding(rater)).stage).toBe('trial')
    expect((await getStanding(reviewer)).stage).toBe('active')
  })
})

describe('the watch', () => {
  test('pauses who keeps answering wrongly, with the reason, and lets them finish what they hold', async () => {
    const { projectId, admin, rater } = await scene({ goldShare: 0.5 }, 16)
    for (let i = 0; i < 60; i++) await makeItem(projectId)
    const paused = async () => (await getStanding(rater)).stage === 'paused'
    for (let i = 0; i < 60 && !(await paused()); i += 1) await judgeWrongly(rater, 1)
    expect(await getStanding(rater)).toMatchObject({ stage: 'paused', pausedReason: 'gold' })
    expect(await db().rater.findFirst({ where: { projectId } })).toMatchObject({ goldSeen: 6, goldRight: 0 })
    await expect(claimItems(rater, 1)).rejects.toMatchObject({ code: 'refused' })
    expect(
      await db().auditEvent.count({ where: { projectId, action: 'rater.paused', objectId: rater.userId } }),
    ).toBe(1)
    await changeStage(admin, { id: rater.userId, to: 'active' })
    expect(await claimItems(rater, 1)).toHaveLength(1)
    expect(await db().rater.findFirst({ where: { projectId } })).toMatchObject({ goldSeen: 0, drift: 0 })
  })

  test('shows a person their accuracy in whole tens only, and an admin all of it', async () => {
    const onboarding = { enabled: true, quizSize: 12, trialSize: 0 }
    const { admin, rater } = await scene({ onboarding }, 12)
    await readGuidelines(rater)
    await judgeRightly(rater, 9)
    expect((await getStanding(rater)).accuracy).toBeNull()
    await judgeRightly(rater, 3)
    expect((await getStanding(rater)).accuracy).toMatchObject({ right: 10, of: 10, share: 1 })
    const all = (await listRaters(admin, { limit: 50 })).items.find(({ id }) => id === rater.userId)
    expect(all?.accuracy).toMatchObject({ right: 12, of: 12 })
    await expect(listRaters(rater, { limit: 5 })).rejects.toMatchObject({ code: 'forbidden' })
  })
})

test('one’s own words are no gold item for oneself', async () => {
  const { projectId, rater } = await scene({ onboarding: { enabled: true, quizSize: 5 } }, 2)
  const image = await db().sourceImage.findFirstOrThrow({ where: { projectId } })
  expect(await makeRecord(image)).toBeDefined()
  await db().instructionRecord.updateMany({ where: { projectId }, data: { createdById: rater.userId } })
  await readGuidelines(rater)
  expect(await claimItems(rater, 5)).toEqual([])
  expect((await getStanding(rater)).stage).toBe('trial')
})

test('a person’s gold item is nobody else’s to see', async () => {
  const { projectId, rater } = await scene({ onboarding: { enabled: true, quizSize: 1 } }, 2)
  await readGuidelines(rater)
  const item = await claimOne(rater)
  const other = await makeMember(projectId, 'rater')
  await expect(getItem(other, item.id)).rejects.toMatchObject({ code: 'not-found' })
  expect(await isGold(item)).toBe(true)
})
