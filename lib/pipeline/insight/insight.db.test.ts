import { beforeAll, describe, expect, test } from 'vitest'
import { claimItems, decideItem, settleItem } from '@/lib/pipeline/review'
import { makeItem } from '@/lib/pipeline/testing/items'
import { makeImage, makeMember, makeProject } from '@/lib/pipeline/testing/rows'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { getCost } from './get-cost'
import { getPeople } from './get-people'
import { getScores } from './get-scores'
import { getYield } from './get-yield'

type Member = ProjectActor & { userId: string }

let projectId: string
let admin: Member
let reviewer: Member
let quick: Member
let slow: Member

const claim = async (actor: Member) => {
  const [item] = await claimItems(actor, 1)
  const [best] = item?.candidates ?? []
  if (!item?.lease || !best) throw new Error('nothing to claim')
  // Time counts at most since the item was taken.
  await db().reviewItem.update({ where: { id: item.id }, data: { leaseSince: new Date(0) } })
  return { id: item.id, token: item.lease.token, best: best.id }
}

const accept = async (actor: Member, elapsedMs: number) => {
  const { id, token, best } = await claim(actor)
  return decideItem(actor, { id, token, judgement: { verdict: 'accept', candidateId: best, elapsedMs } })
}

const reject = async (actor: Member, reasons: string[], elapsedMs: number) => {
  const { id, token } = await claim(actor)
  return decideItem(actor, { id, token, judgement: { verdict: 'reject', reasons, elapsedMs } })
}

const settle = (item: { id: string; decision: { id: string } | null }, verdict: 'approve' | 'overturn') =>
  settleItem(reviewer, {
    id: item.id,
    decisionId: item.decision?.id ?? '',
    verdict,
    reasons: verdict === 'overturn' ? ['over-edited'] : [],
  })

beforeAll(async () => {
  projectId = (await makeProject()).id
  admin = await makeMember(projectId, 'admin')
  reviewer = await makeMember(projectId, 'reviewer')
  quick = await makeMember(projectId, 'rater')
  slow = await makeMember(projectId, 'rater')
  for (let i = 0; i < 6; i++) await makeItem(projectId)
  await settle(await accept(quick, 2_000), 'approve')
  await settle(await accept(quick, 4_000), 'overturn')
  await accept(quick, 90_000)
  await reject(slow, ['artifacts', 'mask-wrong'], 30_000)
  await reject(slow, ['artifacts'], 10_000)
  await makeImage(projectId, { captionStatus: 'missing', caption: null })
  const engine = { name: 'language/openai', version: '1', isModel: true, models: [], provider: 'remote' }
  for (const number of [1, 2])
    await db().expansionRun.create({
      data: {
        projectId,
        number,
        kind: 'records',
        params: {},
        engine,
        seed: 1,
        kept: 10 * number,
        promptTokens: 1_000,
        completionTokens: 200,
        costMicros: 1_500_000_000n,
      },
    })
})

describe('the yield', () => {
  test('counts what each stage holds', async () => {
    const { stages } = await getYield(admin)
    expect(Object.fromEntries(stages.map(({ stage, count }) => [stage, count]))).toMatchObject({
      images: 2,
      captioned: 1,
      records: 6,
      candidates: 12,
      passed: 12,
      kept: 12,
      accepted: 2,
      approved: 1,
    })
  })

  test('takes the decision that stands: what was overturned is not accepted', async () => {
    const seen = await getYield(admin)
    expect(seen).toMatchObject({ judged: 5, accepted: 2, madeAgain: 0 })
    expect(seen.types.find(({ label }) => label === 'Change color')).toMatchObject({ judged: 5, accepted: 2 })
    expect(seen.types.find(({ label }) => label === 'Add')).toMatchObject({ records: 0, judged: 0 })
  })

  test('counts every reason of the rejections that stand, the reviewer’s too', async () => {
    expect((await getYield(admin)).reasons).toEqual([
      { reason: 'artifacts', count: 2 },
      { reason: 'mask-wrong', count: 1 },
      { reason: 'over-edited', count: 1 },
    ])
  })

  test('is not an item sent back for another try', async () => {
    const before = await getYield(admin)
    const { id, token, best } = await claim(slow)
    await decideItem(slow, {
      id,
      token,
      judgement: { verdict: 'fix', fix: { candidateId: best, instruction: 'Turn the coffee teal' } },
    })
    expect(await getYield(admin)).toMatchObject({ judged: before.judged, madeAgain: before.madeAgain + 1 })
  })
})

describe('people', () => {
  test('have their decisions, their median time and what a reviewer overturned', async () => {
    const people = await getPeople(admin)
    expect(people.find(({ id }) => id === quick.userId)).toMatchObject({
      decisions: 3,
      accepted: 3,
      medianMs: 4_000,
      reviewed: 2,
      overturned: 1,
    })
    expect(people.find(({ id }) => id === slow.userId)).toMatchObject({
      accepted: 0,
      medianMs: 20_000,
      reviewed: 0,
    })
    expect(people.some(({ id }) => id === reviewer.userId)).toBe(false)
  })
})

describe('scores', () => {
  test('put every judged candidate into one bin, accepted beside rejected', async () => {
    const spread = (await getScores(admin)).find(({ score }) => score === 'ssim')
    const sum = (counts: number[] | undefined) => counts?.reduce((total, count) => total + count, 0)
    const judged = await db().candidate.groupBy({ by: ['sampleState'], where: { projectId }, _count: true })
    const of = (...states: string[]) =>
      judged.filter((row) => states.includes(row.sampleState)).reduce((total, row) => total + row._count, 0)
    expect(sum(spread?.accepted)).toBe(of('accepted', 'approved'))
    expect(sum(spread?.rejected)).toBe(of('rejected'))
    expect(spread).toMatchObject({ low: 0.9, high: 0.9, acceptedMedian: 0.9 })
  })

  test('that no encoder computed are left out', async () => {
    expect((await getScores(admin)).map(({ score }) => score)).toEqual([
      'insideShare',
      'perceptual',
      'ssim',
      'l1',
    ])
  })

  test('fall into the bins where they lie', async () => {
    const candidates = await db().candidate.findMany({ where: { projectId, sampleState: 'rejected' } })
    const values = [0.5, 0.74, 0.76, 1]
    for (const [at, value] of values.entries())
      await db().candidate.update({ where: { id: candidates[at]?.id ?? '' }, data: { insideShare: value } })
    const spread = (await getScores(admin)).find(({ score }) => score === 'insideShare')
    expect(spread).toMatchObject({ low: 0.5, high: 1 })
    const filled = spread?.rejected.flatMap((count, bin) => (count > 0 ? [bin] : []))
    expect(filled).toEqual(expect.arrayContaining([0, 11, 12, 23]))
  })
})

describe('cost', () => {
  test('adds up what an engine used, beyond what 32 bits hold', async () => {
    expect(await getCost(admin)).toEqual([
      {
        engine: 'language/openai',
        isModel: true,
        runs: 2,
        kept: 30,
        promptTokens: 2_000,
        completionTokens: 400,
        costMicros: 3_000_000_000,
      },
    ])
  })
})

test('is for admins, and of one project', async () => {
  const elsewhere = await makeMember((await makeProject()).id, 'admin')
  expect(await getPeople(elsewhere)).toEqual([])
  expect((await getYield(elsewhere)).stages.every(({ count }) => count === 0)).toBe(true)
  expect(() => getPeople(reviewer)).toThrow(/admin/)
  await expect(getYield(reviewer)).rejects.toThrow(/admin/)
})
