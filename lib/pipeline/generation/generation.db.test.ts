import { beforeAll, describe, expect, test } from 'vitest'
import { makePicturedImage } from '@/lib/pipeline/testing/pictured-image'
import { makeImage, makeMember, makeProject, makeRecord } from '@/lib/pipeline/testing/rows'
import { drainOutbox } from '@/lib/pipeline/testing/run-jobs'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db, transaction } from '@/lib/platform/db'
import { controlRun } from '@/lib/platform/runs/control-run'
import { retryTasks } from '@/lib/platform/runs/retry-tasks'
import { generationRuns } from './jobs'
import { getCandidate, listCandidates } from './list-candidates'
import { getRun } from './list-runs'
import { makeRecord as runTask } from './make-record'
import { regenerate } from './regenerate'
import { generationParams, type RecordChoice } from './schema'
import { recordSeed } from './seeds'
import { startRun } from './start-run'

let projectId: string
let admin: ProjectActor & { userId: string }

beforeAll(async () => {
  projectId = (await makeProject()).id
  admin = await makeMember(projectId, 'admin')
})

const everything: RecordChoice = { onlyNew: true }
const start = (choice: RecordChoice = everything, over: object = {}) =>
  startRun(admin, { choice, params: generationParams.parse({ samples: 2, ...over }), seed: 7 })

const context = { signal: new AbortController().signal }

const colours = ['green', 'blue', 'red', 'purple', 'yellow', 'teal', 'orange', 'pink']

const makeRecords = async (count: number) => {
  const { image, region } = await makePicturedImage(projectId)
  const records = []
  for (let i = 0; i < count; i++)
    records.push(
      await makeRecord(image, { regionId: region.id, instruction: `Turn the coffee ${colours[i]}` }),
    )
  return { image, region, records }
}

describe('a run', () => {
  test('ends every record once, with scores, verdicts and a rank', async () => {
    const { records } = await makeRecords(3)
    const runId = await start({ onlyNew: true, recordIds: records.map(({ id }) => id) })
    await drainOutbox()
    const run = await getRun(admin, runId)
    expect(run).toMatchObject({ status: 'done', total: 3, done: 3, failed: 0, refused: 0, candidates: 6 })
    const { items } = await listCandidates(admin, { runId, limit: 50 })
    expect(items).toHaveLength(6)
    for (const candidate of items) {
      expect(candidate.scores.insideShare).toBeGreaterThan(0.95)
      expect(candidate.scores.clipSimDir).toBeNull()
      expect(candidate).toMatchObject({ generator: 'editor/procedural', isModel: false, mode: 'region' })
    }
    const passed = items.filter((candidate) => candidate.passed)
    expect(run.passed).toBe(passed.length)
    expect(passed.every((candidate) => candidate.rank !== null)).toBe(true)
  })

  test('gives the same candidates for the same record and seed, whatever else the run takes', async () => {
    const { records } = await makeRecords(2)
    const [one] = records
    if (!one) throw new Error('no record')
    const alone = await start({ onlyNew: false, recordIds: [one.id] })
    const together = await start({ onlyNew: false, recordIds: records.map(({ id }) => id) }, { samples: 3 })
    await drainOutbox()
    const made = async (runId: string) =>
      (await db().candidate.findMany({ where: { runId, recordId: one.id }, orderBy: { index: 'asc' } })).map(
        ({ editedSha, maskSha, seed, params }) => ({ editedSha, maskSha, seed, params }),
      )
    expect((await made(together)).slice(0, 2)).toEqual(await made(alone))
    const task = await db().generationTask.findFirstOrThrow({ where: { runId: alone } })
    expect(Number(task.seed)).toBe(recordSeed(7, one.idx))
  })

  test('refuses a record by the engine’s own reason, and goes on with the others', async () => {
    const { image, region, records } = await makeRecords(1)
    const odd = await makeRecord(image, { regionId: region.id, instruction: 'Turn the coffee into a fox' })
    const runId = await start({ onlyNew: true, recordIds: [...records.map(({ id }) => id), odd.id] })
    await drainOutbox()
    expect(await getRun(admin, runId)).toMatchObject({ status: 'done', done: 1, refused: 1 })
    const task = await db().generationTask.findFirstOrThrow({ where: { runId, status: 'refused' } })
    expect(task.error).toMatch(/fox/)
  })

  test('takes a record that other runs took only when asked to', async () => {
    const { records } = await makeRecords(1)
    const choice = { onlyNew: true, recordIds: records.map(({ id }) => id) }
    await start(choice)
    await drainOutbox()
    await expect(start(choice)).rejects.toMatchObject({ code: 'bad-input', field: 'choice' })
    await start({ ...choice, onlyNew: false })
  })

  test('a task that is run twice by a stalled queue writes its candidates once', async () => {
    const { records } = await makeRecords(1)
    const runId = await start({ onlyNew: true, recordIds: records.map(({ id }) => id) })
    await drainOutbox((name) => name === 'generation.plan')
    const task = await db().generationTask.findFirstOrThrow({ where: { runId } })
    const payload = { taskId: task.id, attempt: task.attempt }
    await Promise.all([runTask(payload, context), runTask(payload, context)])
    expect(await db().candidate.count({ where: { taskId: task.id } })).toBe(2)
    expect(await getRun(admin, runId)).toMatchObject({ status: 'done', done: 1, candidates: 2 })
  })

  test('pauses, resumes and cancels; what was under way when it paused is made again', async () => {
    const { records } = await makeRecords(3)
    const runId = await start({ onlyNew: true, recordIds: records.map(({ id }) => id) })
    await drainOutbox((name) => name === 'generation.plan')
    await controlRun(admin, generationRuns, runId, 'pause')
    await drainOutbox() // the queued jobs find their tasks moved on
    expect(await getRun(admin, runId)).toMatchObject({ status: 'paused', done: 0 })
    await expect(controlRun(admin, generationRuns, runId, 'pause')).rejects.toMatchObject({
      code: 'conflict',
    })
    await controlRun(admin, generationRuns, runId, 'resume')
    await drainOutbox()
    expect(await getRun(admin, runId)).toMatchObject({ status: 'done', done: 3 })

    const second = await start({ onlyNew: false, recordIds: records.map(({ id }) => id) })
    await drainOutbox((name) => name === 'generation.plan')
    await controlRun(admin, generationRuns, second, 'cancel')
    await drainOutbox()
    expect(await getRun(admin, second)).toMatchObject({ status: 'cancelled', done: 0 })
    expect(await db().candidate.count({ where: { runId: second } })).toBe(0)
  })

  test('a region that was refused refuses its records, with what to do', async () => {
    const { image } = await makePicturedImage(projectId)
    const empty = await db().region.create({
      data: {
        projectId,
        sourceImageId: image.id,
        frameId: image.frameId ?? '',
        label: 'coffee',
        origin: 'brush',
        input: {},
        status: 'refused',
        reason: 'The mask is empty. Mark what the edit changes.',
      },
    })
    const record = await makeRecord(image, { regionId: empty.id })
    const runId = await start({ onlyNew: true, recordIds: [record.id] })
    await drainOutbox()
    const task = await db().generationTask.findFirstOrThrow({ where: { runId } })
    expect(task).toMatchObject({ status: 'refused', error: expect.stringContaining('The mask is empty') })
  })

  test('of another project does not exist', async () => {
    const stranger = await makeMember((await makeProject()).id, 'admin')
    const { records } = await makeRecords(1)
    const runId = await start({ onlyNew: true, recordIds: records.map(({ id }) => id) })
    await expect(getRun(stranger, runId)).rejects.toMatchObject({ code: 'not-found' })
    await expect(controlRun(stranger, generationRuns, runId, 'cancel')).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})

describe('making it again', () => {
  test('keeps the record, writes a new version that names it, and goes before batch work', async () => {
    const { region, records } = await makeRecords(1)
    const runId = await start({ onlyNew: true, recordIds: records.map(({ id }) => id) })
    await drainOutbox()
    const parent = await db().candidate.findFirstOrThrow({ where: { runId } })
    const batch = await makeRecords(2)
    await start({ onlyNew: true, recordIds: batch.records.map(({ id }) => id) })
    await drainOutbox((name) => name === 'generation.plan')
    const { taskId, recordId } = await transaction((tx) =>
      regenerate(tx, admin, {
        candidateId: parent.id,
        instruction: 'Turn the coffee golden',
        regionId: region.id,
      }),
    )
    const order = await db().outbox.findMany({
      where: { name: 'generation.make' },
      orderBy: [{ priority: 'asc' }, { id: 'asc' }],
    })
    expect(order[0]?.payload).toMatchObject({ taskId })
    await drainOutbox()
    const revised = await db().instructionRecord.findUniqueOrThrow({ where: { id: recordId } })
    expect(revised).toMatchObject({ parentId: parent.recordId, instruction: 'Turn the coffee golden' })
    const children = await db().candidate.findMany({ where: { taskId } })
    expect(children.length).toBeGreaterThan(0)
    expect(children.every((child) => child.parentId === parent.id)).toBe(true)
  })

  test('is refused when nothing was changed', async () => {
    const { records } = await makeRecords(1)
    const runId = await start({ onlyNew: true, recordIds: records.map(({ id }) => id) })
    await drainOutbox()
    const parent = await db().candidate.findFirstOrThrow({ where: { runId } })
    await expect(
      transaction((tx) => regenerate(tx, admin, { candidateId: parent.id })),
    ).rejects.toMatchObject({
      code: 'bad-input',
      field: 'fix',
    })
  })
})

test('an image whose frame is not rendered yet is waited for, not failed', async () => {
  const image = await makeImage(projectId)
  await db().frame.updateMany({ where: { sourceImageId: image.id }, data: { sha256: null } })
  const record = await makeRecord(image, { instruction: 'Make it night', editObject: null })
  const runId = await start({ onlyNew: true, recordIds: [record.id] })
  await expect(drainOutbox()).rejects.toMatchObject({ code: 'unavailable' })
  expect(await getRun(admin, runId)).toMatchObject({ status: 'running', failed: 0 })
})

describe('trying again', () => {
  test('makes what was refused due again, with the run’s counts', async () => {
    const { image, region } = await makePicturedImage(projectId)
    const record = await makeRecord(image, {
      regionId: region.id,
      instruction: 'Let the disc explain itself',
      editObject: null,
    })
    const runId = await start({ onlyNew: true, recordIds: [record.id] })
    await drainOutbox()
    expect(await getRun(admin, runId)).toMatchObject({ status: 'done', done: 0, refused: 1 })
    await db().instructionRecord.update({
      where: { id: record.id },
      data: { instruction: 'Turn the coffee green', editObject: 'coffee' },
    })
    expect(await retryTasks(admin, generationRuns, { id: runId })).toEqual({ retried: 1 })
    await drainOutbox()
    expect(await getRun(admin, runId)).toMatchObject({ status: 'done', done: 1, refused: 0, candidates: 2 })
    expect(await retryTasks(admin, generationRuns, { id: runId })).toEqual({ retried: 0 })
  })
})

test('what became of a candidate is told to reviewers, not to raters who may yet be asked for it', async () => {
  const { image, region } = await makePicturedImage(projectId)
  const record = await makeRecord(image, { regionId: region.id })
  const runId = await start({ onlyNew: true, recordIds: [record.id] })
  await drainOutbox()
  const { id } = await db().candidate.findFirstOrThrow({ where: { runId } })
  await db().candidate.update({ where: { id }, data: { sampleState: 'rejected' } })
  expect((await getCandidate(admin, id)).sampleState).toBe('rejected')
  expect((await getCandidate(await makeMember(projectId, 'rater'), id)).sampleState).toBe('none')
})
