import { beforeEach, expect, test } from 'vitest'
import { makeMember, makeProject } from '@/lib/pipeline/testing/rows'
import { audit } from '@/lib/platform/audit'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db, transaction } from '@/lib/platform/db'
import { newId } from '@/lib/platform/ids'
import { listAudit } from '../audit/list-audit'
import { getMachinery } from './get-machinery'
import { listDeadLetters } from './list-dead-letters'
import { listRuns } from './list-runs'
import { retryJob } from './retry-job'

let projectId: string
let admin: ProjectActor & { userId: string }

beforeEach(async () => {
  projectId = (await makeProject()).id
  admin = await makeMember(projectId, 'admin')
})

test('a dead letter is retried once, and by its own project only', async () => {
  const letter = await db().deadLetter.create({
    data: {
      projectId,
      name: 'seeds.adopt-sample',
      jobId: `seeds.adopt-sample-${newId()}-1`,
      payload: { candidateId: newId() },
      priority: 10,
      error: 'the disk was full',
    },
  })
  const stranger = await makeMember((await makeProject()).id, 'admin')
  await expect(retryJob(stranger, letter.id)).rejects.toMatchObject({ code: 'not-found' })
  await retryJob(admin, letter.id)
  expect(await db().outbox.findMany({ where: { projectId } })).toMatchObject([
    { name: 'seeds.adopt-sample', payload: letter.payload, priority: 1 },
  ])
  await expect(retryJob(admin, letter.id)).rejects.toMatchObject({ code: 'not-found' })
  expect((await listDeadLetters(admin, { open: true, limit: 10 })).items).toEqual([])
  expect((await listDeadLetters(admin, { open: false, limit: 10 })).items).toMatchObject([{ id: letter.id }])
})

test('runs of all kinds are listed, those under way first, with the pace of the last minute', async () => {
  const running = await db().importRun.create({
    data: { projectId, kind: 'upload', name: 'photos', status: 'running', total: 10, done: 3, duplicates: 1 },
  })
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000)
  for (const [position, finishedAt] of [ago(30), ago(20), ago(10), ago(300)].entries())
    await db().importItem.create({
      data: { projectId, runId: running.id, position, origin: 'a.png', status: 'done', finishedAt },
    })
  const run = { projectId, params: {}, engine: {}, seed: 1 }
  await db().generationRun.create({ data: { ...run, number: 4, status: 'done' } })
  await db().expansionRun.create({ data: { ...run, number: 2, kind: 'records', status: 'paused' } })
  const release = await db().release.create({ data: { projectId, version: 'v1.0', title: '', rules: {} } })
  await db().releaseExport.create({
    data: { projectId, releaseId: release.id, format: 'parquet', status: 'queued' },
  })
  const runs = await listRuns(admin, { ended: true })
  expect(runs.map(({ kind, name, status }) => `${kind} ${name} ${status}`)).toEqual([
    'import photos running',
    'expansion 2 paused',
    'export v1.0 queued',
    'generation 4 done',
  ])
  expect(runs[0]).toMatchObject({ done: 4, total: 10 })
  expect(runs[0]?.ratePerSecond).toBeCloseTo(3 / 30, 2)
  expect(await listRuns(admin, { ended: false })).toHaveLength(3)
  expect(await listRuns(await makeMember((await makeProject()).id, 'admin'), { ended: true })).toEqual([])
})

test('a worker that fell silent is shown as gone', async () => {
  const at = (seenAt: Date) => ({ kind: 'cpu', info: {}, startedAt: seenAt, seenAt })
  await db().workerHeartbeat.createMany({
    data: [
      { id: 'here:1', ...at(new Date()) },
      { id: 'gone:2', ...at(new Date(Date.now() - 60_000)) },
    ],
  })
  const { workers, queues } = await getMachinery()
  expect(workers.map(({ id, alive }) => [id, alive])).toEqual([
    ['gone:2', false],
    ['here:1', true],
  ])
  expect(queues?.map(({ name }) => name)).toEqual(['light', 'pixels', 'device', 'language', 'export'])
})

test('the audit log is filtered by person, action and time, page by page, and by project always', async () => {
  const other = await makeMember(projectId, 'rater')
  const write = (actor: ProjectActor, action: string) =>
    transaction((tx) => audit(tx, actor, { action, objectType: 'seed', objectId: newId() }))
  for (const action of ['seed.begun', 'seed.submitted', 'seed.approved']) await write(admin, action)
  const middle = new Date(Date.now() + 1)
  await new Promise((resolve) => setTimeout(resolve, 5))
  await write(other, 'region.drawn')
  const actions = async (filter: object) =>
    (await listAudit(projectId, { limit: 10, ...filter })).items.map(({ action }) => action)
  expect(await actions({})).toEqual(['region.drawn', 'seed.approved', 'seed.submitted', 'seed.begun'])
  expect(await actions({ action: 'seed.' })).toHaveLength(3)
  expect(await actions({ actorId: other.userId })).toEqual(['region.drawn'])
  expect(await actions({ from: middle })).toEqual(['region.drawn'])
  expect(await actions({ to: middle })).toHaveLength(3)
  const first = await listAudit(projectId, { limit: 3 })
  const second = await listAudit(projectId, { limit: 3, cursor: first.next ?? undefined })
  expect([...first.items, ...second.items].map(({ action }) => action)).toEqual(await actions({}))
  expect(second.next).toBeNull()
  expect((await listAudit(null, { limit: 10 })).items.some(({ action }) => action.startsWith('seed.'))).toBe(
    false,
  )
})
