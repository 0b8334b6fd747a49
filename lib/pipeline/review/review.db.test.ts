import { describe, expect, test } from 'vitest'
import { makeItem } from '@/lib/pipeline/testing/items'
import { makeMember, makeProject } from '@/lib/pipeline/testing/rows'
import { drainOutbox } from '@/lib/pipeline/testing/run-jobs'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { changeDecision } from './change-decision'
import { claimApprovals, claimItems } from './claim-items'
import { decideItem } from './decide-item'
import { getPace } from './get-pace'
import { renewLease, skipItem } from './hold-item'
import { recentDecisions } from './recent-decisions'
import type { ItemView, Judgement } from './schema'
import { settleItem } from './settle-item'
import { settleSamples } from './settle-samples'
import { accept, best, claimOne, decide, reject } from './testing'
import { getItem } from './view-item'

const golden = (item: ItemView, instruction = 'Turn the coffee golden'): Judgement => ({
  verdict: 'fix',
  fix: { candidateId: best(item), instruction },
})

const decisionOf = (item: ItemView): string => item.decision?.id ?? ''

const settle = (actor: ProjectActor, item: ItemView, verdict: 'approve' | 'overturn', candidateId?: string) =>
  settleItem(actor, { id: item.id, decisionId: decisionOf(item), verdict, candidateId, reasons: [] })

const states = async (item: ItemView) =>
  (await db().candidate.findMany({ where: { recordId: item.recordId }, orderBy: { rank: 'asc' } })).map(
    (candidate) => candidate.sampleState,
  )

/** A project of its own with one item, and somebody to judge it. */
const scene = async (over = {}) => {
  const projectId = (await makeProject(over)).id
  await makeItem(projectId)
  return {
    projectId,
    rater: await makeMember(projectId, 'rater'),
    reviewer: await makeMember(projectId, 'reviewer'),
  }
}

const expire = (item: ItemView) =>
  db().reviewItem.update({ where: { id: item.id }, data: { leaseUntil: new Date(Date.now() - 1) } })

describe('claiming', () => {
  test('twenty people at once never hold the same item', async () => {
    const crowd = (await makeProject()).id
    for (let i = 0; i < 25; i++) await makeItem(crowd)
    const people = await Promise.all(Array.from({ length: 20 }, () => makeMember(crowd, 'rater')))
    const held = await Promise.all(people.map(claimOne))
    expect(new Set(held.map((item) => item.id)).size).toBe(20)
  })

  test('holds the next ones too, so that they are loaded already', async () => {
    const { projectId, rater } = await scene()
    for (let i = 0; i < 3; i++) await makeItem(projectId)
    expect(await claimItems(rater, 3)).toHaveLength(3)
    expect(await claimItems(await makeMember(projectId, 'rater'), 3)).toHaveLength(1)
  })

  test('a skipped item goes to others and never back', async () => {
    const { projectId, rater } = await scene()
    const item = await claimOne(rater)
    await skipItem(rater, { id: item.id, token: item.lease.token })
    expect(await claimItems(rater, 1)).toEqual([])
    expect((await claimOne(await makeMember(projectId, 'rater'))).id).toBe(item.id)
  })

  test('an item of another project does not exist', async () => {
    const { rater } = await scene()
    const item = await claimOne(rater)
    const stranger = await makeMember((await makeProject()).id, 'admin')
    await expect(getItem(stranger, item.id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(renewLease(stranger, item.id, item.lease.token)).rejects.toMatchObject({ code: 'not-found' })
    await expect(decide(stranger, item, reject)).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the fencing token', () => {
  test('of an older lease decides nothing, and the newer one does', async () => {
    const { projectId, rater: slow } = await scene()
    const old = await claimOne(slow)
    await expire(old)
    const quick = await makeMember(projectId, 'rater')
    const item = await claimOne(quick)
    await expect(decide(slow, old, accept(old))).rejects.toMatchObject({ code: 'stale-lease' })
    await decide(quick, item, reject)
    await expect(decide(slow, old, accept(old))).rejects.toMatchObject({ code: 'stale-lease' })
    expect(await db().decision.count({ where: { itemId: item.id } })).toBe(1)
  })

  test('of an expired lease that nobody took over still decides', async () => {
    const { rater } = await scene()
    const item = await claimOne(rater)
    await expire(item)
    expect((await decide(rater, item, reject)).status).toBe('settled')
  })

  test('of a second tab fences the first', async () => {
    const { rater } = await scene()
    const [first, second] = [await claimOne(rater), await claimOne(rater)]
    expect(second.id).toBe(first.id)
    await expect(decide(rater, first, reject)).rejects.toMatchObject({ code: 'stale-lease' })
    await decide(rater, second, reject)
  })

  test('cannot be replayed: the same decision sent twice counts once', async () => {
    const { rater } = await scene()
    const item = await claimOne(rater)
    const both = await Promise.allSettled([
      decide(rater, item, accept(item)),
      decide(rater, item, accept(item)),
    ])
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await db().decision.count({ where: { itemId: item.id } })).toBe(1)
  })
})

describe('deciding', () => {
  test('an accepted candidate waits for approval, and then is a sample and an exemplar', async () => {
    const { rater, reviewer } = await scene()
    const item = await claimOne(rater)
    const exemplars = () => db().exemplar.count({ where: { candidateId: best(item), retiredAt: null } })
    expect((await decide(rater, item, accept(item))).status).toBe('approval')
    expect(await states(item)).toEqual(['accepted', 'none'])
    await drainOutbox()
    expect(await exemplars()).toBe(0)
    const [waiting] = await claimApprovals(reviewer, 1)
    if (!waiting) throw new Error('nothing to approve')
    const settled = await settle(reviewer, waiting, 'approve')
    expect(settled).toMatchObject({
      status: 'settled',
      decision: { verdict: 'approve', actorKind: 'reviewer' },
    })
    expect(await states(item)).toEqual(['approved', 'none'])
    await drainOutbox()
    expect(await exemplars()).toBe(1)
    await settle(await makeMember(reviewer.projectId, 'reviewer'), settled, 'overturn')
    await drainOutbox()
    expect(await states(item)).toEqual(['rejected', 'none'])
    expect(await exemplars()).toBe(0)
  })

  test('a rejection can be overturned by naming the good candidate', async () => {
    const { rater, reviewer } = await scene()
    const item = await claimOne(rater)
    const rejected = await decide(rater, item, reject)
    expect(await states(item)).toEqual(['rejected', 'rejected'])
    await settle(reviewer, rejected, 'overturn', best(item))
    expect(await states(item)).toEqual(['approved', 'rejected'])
  })

  test('without approval in the project, accepting makes a sample at once', async () => {
    const { rater } = await scene({ settings: { requireApproval: false } })
    const item = await claimOne(rater)
    expect((await decide(rater, item, accept(item))).status).toBe('settled')
    await drainOutbox()
    expect(await db().exemplar.count({ where: { candidateId: best(item) } })).toBe(1)
  })

  test('a reason that the project does not have is refused by name, and the item stays claimed', async () => {
    const { rater } = await scene()
    const item = await claimOne(rater)
    const ugly: Judgement = { verdict: 'reject', reasons: ['ugly'] }
    await expect(decide(rater, item, ugly)).rejects.toMatchObject({ code: 'bad-input', field: 'reasons' })
    expect((await decide(rater, item, reject)).status).toBe('settled')
  })

  test('a candidate of another item is refused by name', async () => {
    const { projectId, rater } = await scene()
    await makeItem(projectId)
    const [one, two] = await claimItems(rater, 2)
    if (!one?.lease || !two) throw new Error('nothing to claim')
    const wrong = decideItem(rater, { id: one.id, token: one.lease.token, judgement: accept(two) })
    await expect(wrong).rejects.toMatchObject({ code: 'bad-input', field: 'candidateId' })
  })

  test('nobody approves what they accepted themselves', async () => {
    const { reviewer } = await scene()
    const item = await claimOne(reviewer)
    const decided = await decide(reviewer, item, accept(item))
    expect(await claimApprovals(reviewer, 5)).toEqual([])
    await expect(settle(reviewer, decided, 'approve')).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('of two reviewers one decides and the other gets a conflict with both versions', async () => {
    const { projectId, rater, reviewer } = await scene()
    const item = await claimOne(rater)
    const decided = await decide(rater, item, accept(item))
    const second = await makeMember(projectId, 'reviewer')
    const both = await Promise.allSettled([
      settle(reviewer, decided, 'approve'),
      settle(second, decided, 'overturn'),
    ])
    const lost = both.find((one) => one.status === 'rejected')
    expect(lost?.reason).toMatchObject({ code: 'conflict', detail: { yours: {}, theirs: {} } })
    expect(await db().decision.count({ where: { itemId: item.id, actorKind: 'reviewer' } })).toBe(1)
  })
})

describe('a fix', () => {
  test('is made again and comes back to its rater first, beside its parent', async () => {
    const { projectId, rater } = await scene()
    const item = await claimOne(rater)
    await decide(rater, item, golden(item))
    for (let i = 0; i < 3; i++) await makeItem(projectId)
    await drainOutbox()
    expect((await claimOne(await makeMember(projectId, 'rater'))).parent).toBeNull()
    expect(await getPace(rater)).toMatchObject({ fixes: 1, today: 1 })
    const back = await claimOne(rater)
    expect(back.parent?.candidate.id).toBe(best(item))
    expect(back.instruction).toBe('Turn the coffee golden')
    expect(back.candidates.length).toBeGreaterThan(0)
    await decide(rater, back, accept(back))
    expect(await states(item)).toEqual(['none', 'none'])
  })

  test('that the engine refuses comes back with its reason', async () => {
    const { rater } = await scene()
    const item = await claimOne(rater)
    await decide(rater, item, golden(item, 'Turn the coffee into a fox'))
    await drainOutbox()
    const back = await claimOne(rater)
    expect(back.candidates).toEqual([])
    expect(back.problem).toMatch(/fox/)
    await decide(rater, back, reject)
  })
})

describe('changing one’s mind', () => {
  test('replaces one of the last ten decisions, and keeps the old one on record', async () => {
    const { rater } = await scene()
    const item = await claimOne(rater)
    const first = await decide(rater, item, reject)
    const changed = await changeDecision(rater, { id: decisionOf(first), judgement: accept(item) })
    expect(changed.status).toBe('approval')
    expect(await states(item)).toEqual(['accepted', 'none'])
    const [old, standing] = await db().decision.findMany({
      where: { itemId: item.id },
      orderBy: { id: 'asc' },
    })
    expect([old?.verdict, standing?.verdict, standing?.supersedesId]).toEqual(['reject', 'accept', old?.id])
    const recent = await recentDecisions(rater)
    expect(recent.map((one) => [one.decision.id, one.editable])).toEqual([[standing?.id, true]])
  })

  test('is refused once a reviewer has decided', async () => {
    const { rater, reviewer } = await scene()
    const item = await claimOne(rater)
    const first = await decide(rater, item, accept(item))
    await settle(reviewer, first, 'approve')
    const late = changeDecision(rater, { id: decisionOf(first), judgement: reject })
    await expect(late).rejects.toMatchObject({ code: 'conflict' })
  })

  test('is nobody else’s to do', async () => {
    const { projectId, rater } = await scene()
    const item = await claimOne(rater)
    const first = await decide(rater, item, accept(item))
    const other = await makeMember(projectId, 'rater')
    await expect(changeDecision(other, { id: decisionOf(first), judgement: reject })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  test('takes a fix back: what it made is judged by nobody', async () => {
    const { projectId, rater } = await scene()
    const item = await claimOne(rater)
    const sent = await decide(rater, item, golden(item))
    await changeDecision(rater, { id: decisionOf(sent), judgement: accept(item) })
    await drainOutbox()
    const open = { projectId, assignedToId: rater.userId, status: 'pending' } as const
    expect(await db().reviewItem.count({ where: open })).toBe(0)
  })
})

describe('settling many', () => {
  test('takes those that stand and refuses the rest by name', async () => {
    const { projectId } = await scene()
    await makeItem(projectId)
    const [rater, other] = [await makeMember(projectId, 'rater'), await makeMember(projectId, 'reviewer')]
    const accepted = []
    for (let i = 0; i < 2; i++) {
      const item = await claimOne(rater)
      accepted.push(await decide(rater, item, accept(item)))
    }
    const [first, second] = accepted.map((item) => item.decision?.candidateId ?? '')
    const loser = accepted[0]?.candidates.find(({ id }) => id !== first)?.id ?? ''
    const candidateIds = [first ?? '', loser, second ?? '']
    const answer = await settleSamples(other, { candidateIds, verdict: 'approve' })
    expect(answer.settled).toEqual([first, second])
    expect(answer.refused).toMatchObject([{ candidateId: loser }])
    expect(await db().candidate.count({ where: { projectId, sampleState: 'approved' } })).toBe(2)
    await expect(settleSamples(rater, { candidateIds, verdict: 'overturn' })).rejects.toThrow(/reviewer/)
  })
})
