import { beforeAll, describe, expect, test } from 'vitest'
import { claimItems, decideItem, settleItem } from '@/lib/pipeline/review'
import { makeItem } from '@/lib/pipeline/testing/items'
import { makeMember, makeProject } from '@/lib/pipeline/testing/rows'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { getPersonQuality } from './get-person-quality'
import { getQuality } from './get-quality'
import { getWorkTime, workTimeCsv } from './get-work-time'
import { serveWorkTime } from './serve-work-time'

type Member = ProjectActor & { userId: string }

let projectId: string
let admin: Member
let ann: Member
let ben: Member
let cleo: Member

const judge = async (actor: Member, says: 'accept' | 'reject', rating: number, elapsedMs = 5_000) => {
  const [item] = await claimItems(actor, 1)
  const candidateId = item?.candidates[0]?.id
  if (!item?.lease || !candidateId) throw new Error('nothing to claim')
  await db().reviewItem.update({ where: { id: item.id }, data: { leaseSince: new Date(0) } })
  const about = { elapsedMs, ratings: { 'perceptual-quality': rating } }
  return decideItem(actor, {
    id: item.id,
    token: item.lease.token,
    judgement:
      says === 'accept'
        ? { verdict: 'accept', candidateId, ...about }
        : { verdict: 'reject', reasons: ['artifacts'], ...about },
  })
}

beforeAll(async () => {
  projectId = (
    await makeProject({
      settings: {
        review: { overlap: { people: 3, most: 3 }, scales: [{ key: 'perceptual-quality', range: '0-10' }] },
      },
    })
  ).id
  admin = await makeMember(projectId, 'admin')
  ;[ann, ben, cleo] = [
    await makeMember(projectId, 'rater'),
    await makeMember(projectId, 'rater'),
    await makeMember(projectId, 'rater'),
  ]
  await db().user.update({ where: { id: cleo.userId }, data: { name: '=HYPERLINK("x"), Cleo' } })
  // Ann and Ben agree on twelve items of which a third is bad; Cleo rejects everything.
  for (let at = 0; at < 12; at += 1) {
    await makeItem(projectId, { wanted: 3 })
    const says = at % 3 === 0 ? 'reject' : 'accept'
    await judge(ann, says, at % 3 === 0 ? 2 : 8, 4_000)
    await judge(ben, says, at % 3 === 0 ? 3 : 9, 8_000)
    await judge(cleo, 'reject', 5, 1_000)
  }
}, 120_000)

describe('agreement', () => {
  test('is worked out over what several people judged', async () => {
    const seen = await getQuality(admin)
    expect(seen).toMatchObject({ items: 12, judgements: 36 })
    // Of 36 pairs 20 agree; by Fleiss’ own formula, with 16 of 36 accepting: (20/36 − 0.506) / (1 − 0.506).
    const chance = (16 / 36) ** 2 + (20 / 36) ** 2
    expect(seen.fleiss).toBeCloseTo((20 / 36 - chance) / (1 - chance), 9)
    expect(seen.alpha).toBeGreaterThan(seen.fleiss ?? 1)
    expect(seen.scales).toMatchObject([{ key: 'perceptual-quality', items: 12 }])
    expect(seen.pairs).toHaveLength(3)
    expect(seen.pairs.at(-1)).toMatchObject({ kappa: 1, items: 12 })
    expect(seen.pairs[0]?.kappa).toBeCloseTo(0, 9)
  })

  test('tells by Dawid–Skene who says the same whatever they see', async () => {
    const { inferred, labels } = await getQuality(admin)
    expect(labels).toEqual(['accept', 'reject'])
    expect(inferred[0]).toMatchObject({ id: cleo.userId, judgements: 12 })
    expect(inferred[0]?.accuracy).toBeLessThan(0.5)
    for (const { accuracy } of inferred.slice(1)) expect(accuracy).toBeGreaterThan(0.8)
  })

  test('is for admins, and of one project', async () => {
    const elsewhere = await makeMember((await makeProject()).id, 'admin')
    expect(await getQuality(elsewhere)).toMatchObject({ items: 0, alpha: null, fleiss: null, inferred: [] })
    await expect(getQuality(ann)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a person’s page', () => {
  test('has their speed and reasons, and what a reviewer overturned', async () => {
    const reviewer = await makeMember(projectId, 'reviewer')
    const rejected = await db().reviewItem.findFirstOrThrow({
      where: { projectId, status: 'settled', decidedById: ann.userId },
    })
    const candidate = await db().candidate.findFirstOrThrow({ where: { taskId: rejected.taskId } })
    await settleItem(reviewer, {
      id: rejected.id,
      decisionId: rejected.decisionId ?? '',
      verdict: 'overturn',
      candidateId: candidate.id,
      reasons: [],
    })
    expect(await getPersonQuality(ann)).toMatchObject({
      id: ann.userId,
      decisions: 12,
      activeMs: 48_000,
      medianMs: 4_000,
      overturned: { part: 1, whole: 1 },
      weeks: [{ decisions: 12, accepted: { part: 8, whole: 12 }, overturned: { part: 1, whole: 1 } }],
      reasons: [{ reason: 'artifacts', count: 4, medianMs: 4_000, overturned: { part: 1, whole: 1 } }],
    })
  })

  test('is one’s own and the admins’', async () => {
    expect((await getPersonQuality(admin, ben.userId)).decisions).toBe(12)
    await expect(getPersonQuality(ann, ben.userId)).rejects.toMatchObject({ code: 'forbidden' })
    const stranger = await makeMember((await makeProject()).id, 'admin')
    await expect(getPersonQuality(stranger, ben.userId)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('tells a person their known answers of a week that is over and had ten, an admin all of them', async () => {
    const own = await db().decision.findMany({
      where: { projectId, actorId: ben.userId },
      orderBy: { id: 'asc' },
    })
    const week = (ago: number) => new Date(Date.now() - ago * 7 * 86_400_000)
    for (const [at, { id }] of own.entries())
      await db().decision.update({
        where: { id },
        data: { goldRight: at !== 0, createdAt: week(at < 10 ? 2 : 1) },
      })
    expect((await getPersonQuality(ben)).weeks.map(({ gold }) => gold)).toEqual([
      { part: 9, whole: 10 },
      null,
    ])
    expect((await getPersonQuality(admin, ben.userId)).weeks.map(({ gold }) => gold)).toEqual([
      { part: 9, whole: 10 },
      { part: 2, whole: 2 },
    ])
  })
})

describe('work time', () => {
  test('is what each person did in each period, theirs alone', async () => {
    const rows = await getWorkTime(admin, { period: 'month', from: new Date(Date.now() - 3 * 86_400_000) })
    const sum = (id: string) => {
      const own = rows.filter((row) => row.id === id)
      return [
        own.reduce((all, { activeMs }) => all + activeMs, 0),
        own.reduce((all, { decisions }) => all + decisions, 0),
      ]
    }
    expect(sum(ann.userId)).toEqual([48_000, 12])
    expect(sum(cleo.userId)).toEqual([12_000, 12])
    expect(
      await getWorkTime(admin, { period: 'day', from: new Date('2020-01-01'), to: new Date('2020-02-01') }),
    ).toEqual([])
    await expect(
      getWorkTime(admin, { period: 'day', from: new Date('2020-02-01'), to: new Date('2020-01-01') }),
    ).rejects.toMatchObject({ code: 'bad-input', field: 'from' })
    await expect(getWorkTime(ann, { period: 'day' })).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('is a CSV file that no spreadsheet runs', async () => {
    const response = await serveWorkTime(new Request('http://localhost/x?period=month'), admin)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const text = await response.text()
    const [header, ...lines] = text.trim().split('\r\n')
    expect(header).toBe('period_start,person_id,name,email,decisions,active_seconds,active_hours,seeds')
    const line = lines.find((one) => one.includes(cleo.userId))
    expect(line).toContain(`"'=HYPERLINK(""x""), Cleo"`)
    expect(line).toMatch(/,12,12\.0,0\.003,0$/)
    await expect(serveWorkTime(new Request('http://localhost/x?period=year'), admin)).rejects.toMatchObject({
      code: 'bad-input',
      field: 'period',
    })
    expect(workTimeCsv([])).toMatch(/^\uFEFFperiod_start/)
  })
})
