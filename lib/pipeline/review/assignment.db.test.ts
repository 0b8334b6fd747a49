import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { makeItem } from '@/lib/pipeline/testing/items'
import { makeMember, makeProject } from '@/lib/pipeline/testing/rows'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { changeDecision } from './change-decision'
import { claimApprovals, claimItems } from './claim-items'
import { renewLease, skipItem } from './hold-item'
import { reconcileReview } from './jobs'
import { getDraft, putDraft } from './keep-draft'
import { settleItem } from './settle-item'
import { accept, best, claimOne, decide, reject } from './testing'
import { findItemOf, getItem, listDecisions } from './view-item'

const scene = async (review: object = {}, settings: object = {}) => {
  const projectId = (await makeProject({ settings: { ...settings, review } })).id
  const people = await Promise.all([1, 2, 3].map(() => makeMember(projectId, 'rater')))
  const [ann, ben, cleo] = people as [ProjectActor, ProjectActor, ProjectActor]
  return { projectId, ann, ben, cleo, reviewer: await makeMember(projectId, 'reviewer') }
}

const tag = (actor: ProjectActor, ...tags: string[]) =>
  db().membership.update({
    where: { projectId_userId: { projectId: actor.projectId, userId: actor.userId ?? '' } },
    data: { tags },
  })

const statesOf = async (itemId: string) => {
  const { taskId } = await db().reviewItem.findUniqueOrThrow({ where: { id: itemId } })
  const rows = await db().candidate.findMany({ where: { taskId }, orderBy: { rank: 'asc' } })
  return rows.map(({ sampleState }) => sampleState)
}

describe('what is handed out', () => {
  test('comes by priority first, then by age', async () => {
    const { projectId, ann } = await scene()
    const [late, urgent] = [await makeItem(projectId), await makeItem(projectId, { priority: 3 })]
    expect((await claimItems(ann, 2)).map(({ id }) => id)).toEqual([urgent.id, late.id])
  })

  test('goes only to people who have every tag that it asks for', async () => {
    const { projectId, ann, ben } = await scene()
    await tag(ann, 'lang:zh', 'skill:portraits')
    await tag(ben, 'lang:zh')
    const both = await makeItem(projectId, { lane: 'lang:zh skill:portraits' })
    const zh = await makeItem(projectId, { lane: 'lang:zh' })
    const any = await makeItem(projectId)
    expect((await claimItems(ben, 5)).map(({ id }) => id)).toEqual([zh.id, any.id])
    expect((await claimItems(ann, 5)).map(({ id }) => id)).toEqual([both.id])
  })

  test('ends at a day’s limit, and says so', async () => {
    const { projectId, ann } = await scene({ dailyLimit: 2 })
    for (let i = 0; i < 3; i++) await makeItem(projectId)
    expect(await claimItems(ann, 5)).toHaveLength(2)
    for (let i = 0; i < 2; i++) await decide(ann, await claimOne(ann), reject)
    await expect(claimItems(ann, 1)).rejects.toMatchObject({ code: 'refused', detail: { standing: 'limit' } })
    await db().membership.updateMany({ where: { userId: ann.userId ?? '' }, data: { dailyLimit: 3 } })
    expect(await claimItems(ann, 5)).toHaveLength(1)
  })

  test('is nothing of one’s own where others are asked too', async () => {
    const { projectId, ann, ben } = await scene()
    const item = await makeItem(projectId, { wanted: 2, authorId: ann.userId })
    expect(await claimItems(ann, 1)).toEqual([])
    expect((await claimOne(ben)).id).toBe(item.id)
  })

  test('skipped for later comes back to the same person last, and to nobody else', async () => {
    const { projectId, ann, ben } = await scene()
    for (let i = 0; i < 2; i++) await makeItem(projectId)
    const first = await claimOne(ann)
    await skipItem(ann, { id: first.id, token: first.lease.token, policy: 'me' })
    const second = await claimOne(ann)
    expect(second.id).not.toBe(first.id)
    await decide(ann, second, reject)
    expect(await claimItems(ben, 1)).toEqual([])
    expect((await claimOne(ann)).id).toBe(first.id)
  })

  test('was one person’s alone until they left, and then is anybody’s', async () => {
    const { projectId, ann, ben } = await scene()
    const mine = await makeItem(projectId, { assignedToId: ann.userId, priority: 1 })
    await reconcileReview(0)
    expect(await claimItems(ben, 1)).toEqual([])
    await db().membership.deleteMany({ where: { projectId, userId: ann.userId ?? '' } })
    await reconcileReview(0)
    expect((await claimOne(ben)).id).toBe(mine.id)
  })

  test('skipped for good is nobody’s, unless the project forbids it', async () => {
    const { projectId, ann, ben } = await scene()
    await makeItem(projectId)
    const item = await claimOne(ann)
    await skipItem(ann, { id: item.id, token: item.lease.token, policy: 'ignore' })
    expect([...(await claimItems(ann, 1)), ...(await claimItems(ben, 1))]).toEqual([])
    const strict = await scene({ skip: ['me'] })
    await makeItem(strict.projectId)
    const held = await claimOne(strict.ann)
    await expect(
      skipItem(strict.ann, { id: held.id, token: held.lease.token, policy: 'ignore' }),
    ).rejects.toMatchObject({ code: 'bad-input', field: 'policy' })
  })
})

describe('an item that several people judge', () => {
  test('is settled when they agree, and nobody is asked twice', async () => {
    const { projectId, ann, ben } = await scene()
    await makeItem(projectId, { wanted: 2 })
    const item = await claimOne(ann)
    await decide(ann, item, accept(item))
    expect(await statesOf(item.id)).toEqual(['none', 'none'])
    expect(await claimItems(ann, 1)).toEqual([])
    const again = await claimOne(ben)
    expect(again.decision).toBeNull()
    await decide(ben, again, accept(again))
    expect(await statesOf(item.id)).toEqual(['accepted', 'none'])
  })

  test('shows each of them only their own word, as if it were the only one', async () => {
    const { projectId, ann, ben, reviewer } = await scene({}, { requireApproval: false })
    await makeItem(projectId, { wanted: 2 })
    const item = await claimOne(ann)
    const seen = await decide(ann, item, accept(item))
    expect(seen).toMatchObject({ status: 'settled', decision: { verdict: 'accept' }, opinions: [] })
    expect(seen.candidates.map(({ sampleState }) => sampleState)).toEqual(['accepted', 'none'])
    await decide(ben, await claimOne(ben), reject)
    expect(await getItem(ann, item.id)).toMatchObject({ status: 'settled', decision: { verdict: 'accept' } })
    expect(await listDecisions(ann, item.id)).toHaveLength(1)
    expect((await getItem(reviewer, item.id)).opinions).toHaveLength(2)
  })

  test('asks a third where two differ, and takes the majority', async () => {
    const { projectId, ann, ben, cleo } = await scene({ overlap: { most: 3 } })
    await makeItem(projectId, { wanted: 2 })
    const item = await claimOne(ann)
    await decide(ann, item, accept(item))
    await decide(ben, await claimOne(ben), reject)
    await decide(cleo, await claimOne(cleo), reject)
    expect(await statesOf(item.id)).toEqual(['rejected', 'rejected'])
    expect(await db().reviewItem.findUnique({ where: { id: item.id } })).toMatchObject({ status: 'settled' })
  })

  test('goes to a reviewer on a tie, who decides on both opinions', async () => {
    const { projectId, ann, ben, reviewer } = await scene({ overlap: { most: 2 } })
    await makeItem(projectId, { wanted: 2 })
    const item = await claimOne(ann)
    await decide(ann, item, reject)
    await decide(ben, await claimOne(ben), accept(item))
    expect(await statesOf(item.id)).toEqual(['none', 'none'])
    const [tied] = await claimApprovals(reviewer, 1)
    expect(tied).toMatchObject({ id: item.id, reviewReason: 'disagreement' })
    expect(tied?.opinions.map(({ verdict }) => verdict)).toEqual(['reject', 'accept'])
    await settleItem(reviewer, {
      id: item.id,
      decisionId: tied?.decision?.id ?? '',
      verdict: 'approve',
      reasons: [],
    })
    expect(await statesOf(item.id)).toEqual(['approved', 'none'])
  })

  test('is settled anew when one of them changes their mind in time', async () => {
    const { projectId, ann, ben } = await scene({ overlap: { most: 3 } })
    await makeItem(projectId, { wanted: 2 })
    const item = await claimOne(ann)
    const first = await decide(ann, item, accept(item))
    await decide(ben, await claimOne(ben), reject)
    await changeDecision(ann, { id: first.decision?.id ?? '', judgement: reject })
    expect(await db().reviewItem.findUnique({ where: { id: item.id } })).toMatchObject({ status: 'settled' })
    expect(await statesOf(item.id)).toEqual(['rejected', 'rejected'])
  })
})

describe('a reviewer', () => {
  const sentBack = async () => {
    const all = await scene()
    await makeItem(all.projectId, { authorId: all.ben.userId })
    const item = await claimOne(all.ann)
    const decided = await decide(all.ann, item, accept(item))
    await settleItem(all.reviewer, {
      id: item.id,
      decisionId: decided.decision?.id ?? '',
      verdict: 'back',
      reasons: ['caption-wrong'],
      comment: 'It is not a fox.',
    })
    return { ...all, item }
  }

  test('gives an item whose text is bad back to its author, who alone is handed it, with the reason', async () => {
    const { item, ann, ben, cleo, reviewer } = await sentBack()
    expect(await statesOf(item.id)).toEqual(['none', 'none'])
    expect([...(await claimItems(ann, 1)), ...(await claimItems(cleo, 1))]).toEqual([])
    const back = await claimOne(ben)
    expect(back).toMatchObject({
      id: item.id,
      returned: { comment: 'It is not a fox.', reasons: ['caption-wrong'] },
    })
    const fixed = await decide(ben, back, {
      verdict: 'fix',
      fix: { candidateId: best(back), instruction: 'Turn the coffee blue' },
    })
    expect(fixed.status).toBe('settled')
    expect(await claimApprovals(reviewer, 1)).toEqual([])
  })

  test('gives it to who accepted it where no person wrote it, or its author has left', async () => {
    const { projectId, ann, reviewer } = await scene()
    const gone = await makeMember(projectId, 'rater')
    await makeItem(projectId, { authorId: gone.userId })
    const item = await claimOne(ann)
    const decided = await decide(ann, item, accept(item))
    await db().membership.deleteMany({ where: { userId: gone.userId } })
    await settleItem(reviewer, {
      id: item.id,
      decisionId: decided.decision?.id ?? '',
      verdict: 'back',
      reasons: [],
    })
    expect((await claimOne(ann)).returned).not.toBeNull()
  })

  test('never reviews what they wrote or judged themselves', async () => {
    const { projectId, ann } = await scene()
    const author = await makeMember(projectId, 'reviewer')
    await makeItem(projectId, { authorId: author.userId })
    const item = await claimOne(ann)
    const decided = await decide(ann, item, accept(item))
    expect(await claimApprovals(author, 5)).toEqual([])
    const own = {
      id: item.id,
      decisionId: decided.decision?.id ?? '',
      verdict: 'approve' as const,
      reasons: [],
    }
    await expect(settleItem(author, own)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('looks over a random share of all decisions, and whatever was flagged', async () => {
    const audited = await scene({ auditShare: 1 }, { requireApproval: false })
    await makeItem(audited.projectId)
    await decide(audited.ann, await claimOne(audited.ann), reject)
    const [one] = await claimApprovals(audited.reviewer, 1)
    expect(one).toMatchObject({ reviewReason: 'audit', decision: { verdict: 'reject' } })
    await settleItem(audited.reviewer, {
      id: one?.id ?? '',
      decisionId: one?.decision?.id ?? '',
      verdict: 'approve',
      reasons: [],
    })
    expect(await statesOf(one?.id ?? '')).toEqual(['rejected', 'rejected'])

    const plain = await scene({}, { requireApproval: false })
    for (let i = 0; i < 2; i++) await makeItem(plain.projectId)
    await decide(plain.ann, await claimOne(plain.ann), reject)
    await decide(plain.ann, await claimOne(plain.ann), { ...reject, flag: true })
    expect((await claimApprovals(plain.reviewer, 5)).map(({ reviewReason }) => reviewReason)).toEqual([
      'flagged',
    ])
  })
})

describe('what a decision says', () => {
  test('keeps ratings, pins and time, and refuses what is on no scale of the project', async () => {
    const { projectId, ann } = await scene({
      scales: [{ key: 'semantic-consistency', range: '0-0.5-1' }],
    })
    await makeItem(projectId)
    const item = await claimOne(ann)
    const with_ = (over: object) => ({ ...accept(item), ...over })
    const wrong = [
      [{ ratings: { 'semantic-consistency': 0.7 } }, 'ratings.semantic-consistency'],
      [{ ratings: { beauty: 1 } }, 'ratings.beauty'],
      [
        { pins: [{ side: 'edited', candidateId: randomUUID(), x: 1, y: 1, text: 'here' }] },
        'pins.0.candidateId',
      ],
    ] as const
    for (const [over, field] of wrong)
      await expect(decide(ann, item, with_(over))).rejects.toMatchObject({ code: 'bad-input', field })
    const pins = [{ side: 'edited' as const, candidateId: best(item), x: 12, y: 40.5, text: 'a seam' }]
    const decided = await decide(ann, item, with_({ ratings: { 'semantic-consistency': 0.5 }, pins }))
    expect(decided.decision).toMatchObject({ ratings: { 'semantic-consistency': 0.5 }, pins })
  })

  test('counts no more time than the item was held, by the server’s clock', async () => {
    const { projectId, ann } = await scene()
    await makeItem(projectId)
    const item = await claimOne(ann)
    await db()
      .$executeRaw`UPDATE "ReviewItem" SET "leaseSince" = now() - interval '30 seconds' WHERE id = ${item.id}::uuid`
    const decided = await decide(ann, item, { ...reject, elapsedMs: 3_600_000 })
    expect(decided.decision?.elapsedMs).toBeGreaterThanOrEqual(30_000)
    expect(decided.decision?.elapsedMs).toBeLessThan(60_000)
  })
})

describe('what arrives twice, late or not at all', () => {
  test('the same decision sent again answers the same and counts once', async () => {
    const { projectId, ann } = await scene()
    await makeItem(projectId)
    const item = await claimOne(ann)
    const clientId = randomUUID()
    const both = await Promise.all([1, 2].map(() => decide(ann, item, accept(item), clientId)))
    const third = await decide(ann, item, accept(item), clientId)
    expect(new Set([...both, third].map(({ decision }) => decision?.id)).size).toBe(1)
    expect(await db().decision.count({ where: { itemId: item.id } })).toBe(1)
  })

  test('its id used for something else is a conflict that shows both', async () => {
    const { projectId, ann } = await scene()
    for (let i = 0; i < 2; i++) await makeItem(projectId)
    const clientId = randomUUID()
    const item = await claimOne(ann)
    await decide(ann, item, reject, clientId)
    await expect(decide(ann, await claimOne(ann), reject, clientId)).rejects.toMatchObject({
      code: 'conflict',
      detail: { yours: { verdict: 'reject' }, theirs: { itemId: item.id } },
    })
  })

  test('a changed decision sent again changes it once', async () => {
    const { projectId, ann } = await scene()
    await makeItem(projectId)
    const item = await claimOne(ann)
    const first = await decide(ann, item, reject)
    const change = { id: first.decision?.id ?? '', clientId: randomUUID(), judgement: accept(item) }
    const [one, two] = [await changeDecision(ann, change), await changeDecision(ann, change)]
    expect(one.decision?.id).toBe(two.decision?.id)
    expect(await db().decision.count({ where: { itemId: item.id } })).toBe(2)
  })

  test('a late token answers with both versions; a forged one too, and an item elsewhere is unknown', async () => {
    const { projectId, ann, ben } = await scene()
    await makeItem(projectId)
    const late = await claimOne(ann)
    await db().reviewItem.update({ where: { id: late.id }, data: { leaseUntil: new Date(0) } })
    await decide(ben, await claimOne(ben), reject)
    await expect(decide(ann, late, accept(late))).rejects.toMatchObject({
      code: 'stale-lease',
      detail: {
        yours: { verdict: 'accept' },
        theirs: { status: 'settled', decision: { verdict: 'reject', reasons: ['artifacts'] } },
      },
    })
    const forged = { ...late, lease: { token: 2 ** 31 - 1 } }
    await expect(decide(ann, forged as typeof late, reject)).rejects.toMatchObject({ code: 'stale-lease' })
    const elsewhere = { ...late, id: randomUUID() }
    await expect(decide(ann, elsewhere, reject)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('a decision of somebody who was shut out meanwhile does not land', async () => {
    const { projectId, ann, ben } = await scene()
    await makeItem(projectId)
    const item = await claimOne(ann)
    await db().membership.deleteMany({ where: { projectId, userId: ann.userId ?? '' } })
    await expect(decide(ann, item, reject)).rejects.toMatchObject({ code: 'forbidden' })
    await db().reviewItem.update({ where: { id: item.id }, data: { leaseUntil: new Date(0) } })
    expect((await claimOne(ben)).id).toBe(item.id)
  })

  test('a candidate that was deleted meanwhile is refused by name, and the item can still be rejected', async () => {
    const { projectId, ann } = await scene()
    await makeItem(projectId)
    const item = await claimOne(ann)
    await db().candidate.deleteMany({ where: { id: best(item) } })
    await expect(decide(ann, item, accept(item))).rejects.toMatchObject({
      code: 'bad-input',
      field: 'candidateId',
    })
    expect((await decide(ann, item, reject)).status).toBe('settled')
  })

  test('a renewed lease ends by the database’s clock, whatever this machine’s says', async () => {
    const { projectId, ann } = await scene()
    await makeItem(projectId)
    const item = await claimOne(ann)
    const { until } = await renewLease(ann, item.id, item.lease.token)
    const [clock] = await db().$queryRaw<{ now: Date }[]>`SELECT now()::timestamp AS now`
    expect(Math.abs(until.getTime() - (clock?.now.getTime() ?? 0) - 10 * 60_000)).toBeLessThan(2_000)
  })
})

describe('a draft', () => {
  test('is handed out again with its item until it is decided, and is its writer’s alone', async () => {
    const { projectId, ann, ben, reviewer } = await scene()
    await makeItem(projectId)
    const item = await claimOne(ann)
    const content = { verdict: 'reject' as const, reasons: ['artifacts'], comment: 'half a' }
    await putDraft(ann, { id: item.id, token: item.lease.token, content })
    const again = await claimOne(ann)
    expect(again.draft).toEqual(content)
    expect(await getDraft(ben, item.id)).toBeNull()
    expect((await getItem(reviewer, item.id)).draft).toBeNull()
    await expect(putDraft(ann, { id: item.id, token: item.lease.token, content })).rejects.toMatchObject({
      code: 'stale-lease',
    })
    await decide(ann, again, reject)
    expect(await getDraft(ann, item.id)).toBeNull()
  })

  test('can still be kept after its lease ended, as long as nobody took the item', async () => {
    const { projectId, ann } = await scene()
    await makeItem(projectId)
    const item = await claimOne(ann)
    await db().reviewItem.update({ where: { id: item.id }, data: { leaseUntil: new Date(0) } })
    await putDraft(ann, { id: item.id, token: item.lease.token, content: { comment: 'kept' } })
    expect(await getDraft(ann, item.id)).toEqual({ comment: 'kept' })
  })
})

test('the item that a candidate belongs to is the one that everybody is handed', async () => {
  const { projectId, ann, reviewer } = await scene()
  const made = await makeItem(projectId)
  const item = await claimOne(ann)
  expect((await findItemOf(reviewer, best(item)))?.id).toBe(made.id)
})
