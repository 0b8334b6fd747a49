import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenAIServer, reply, startOpenAIServer } from '@/lib/engines/language/testing/openai-server'
import { editTypeOf, makeImage, makeMember, makeProject, makeRegion } from '@/lib/pipeline/testing/rows'
import { runJobs } from '@/lib/pipeline/testing/run-jobs'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db, type Prisma } from '@/lib/platform/db'
import { adoptEnv } from '@/lib/platform/env'
import { controlRun } from '@/lib/platform/runs/control-run'
import { editRecord } from './edit-record'
import { expandTask } from './expand-task'
import { getRecord } from './get-record'
import { expandTaskJob, expansionHandlers, expansionRuns } from './jobs'
import { listPool } from './list-pool'
import { listRecords } from './list-records'
import { getRun } from './list-runs'
import { listTasks } from './list-tasks'
import { markPool, markRecords } from './mark-removed'
import { planRun } from './plan-run'
import { previewRun } from './preview-run'
import { reconcileExpansion } from './reconcile-expansion'
import { recordsFromSeeds } from './records-from-seeds'
import { type ExpansionOrder, expansionOrder } from './schema'
import { startRun } from './start-run'

const signal = new AbortController().signal
const coffee = 'a cup of coffee on a wooden table'

let server: OpenAIServer

beforeAll(async () => {
  server = await startOpenAIServer()
  adoptEnv({
    OPENAI_BASE_URL: server.baseUrl,
    OPENAI_API_KEY: 'a-key',
    OPENAI_MODEL: 'a-model',
    OPENAI_PROMPT_PRICE: '2',
    OPENAI_COMPLETION_PRICE: '10',
  })
})
afterAll(() => server[Symbol.asyncDispose]())

const exemplarTexts: readonly [key: string, object: string | null, instruction: string, target: string][] = [
  ['change-color', 'cup', 'Paint the cup emerald green', 'an emerald green cup of coffee on a wooden table'],
  ['change-color', 'table', 'Make the table navy blue', 'a cup of coffee on a navy blue wooden table'],
  ['change-global', null, 'Let snow fall across the scene', `${coffee} in falling snow`],
  ['add', 'spoon', 'Put a silver spoon on the table', `${coffee} with a silver spoon`],
]

const newProject = async () => {
  const { id: projectId } = await makeProject()
  const admin = await makeMember(projectId, 'admin')
  const image = await makeImage(projectId)
  for (const [key, editObject, instruction, targetCaption] of exemplarTexts)
    await db().exemplar.create({
      data: {
        projectId,
        origin: 'sample',
        candidateId: randomUUID(),
        sourceImageId: image.id,
        editTypeId: (await editTypeOf(projectId, key)).id,
        instruction,
        sourceCaption: coffee,
        targetCaption,
        editObject,
      },
    })
  return { projectId, admin }
}

const order = (given: Prisma.InputJsonObject): ExpansionOrder => expansionOrder.parse(given)
const instructions = (over: Prisma.InputJsonObject = {}) => order({ kind: 'instructions', count: 4, ...over })
const records = (over: Prisma.InputJsonObject = {}) => order({ kind: 'records', ...over })
const openai = { engine: 'openai' } as const

const instruction = (text: string, over: Record<string, unknown> = {}) => ({
  instruction: text,
  edit_type: 'add',
  edit_object: 'NONE',
  examples: ['E1'],
  ...over,
})

const record = (text: string, target: string, over: Record<string, unknown> = {}) => ({
  instruction: text,
  target_caption: target,
  edit_type: 'change-color',
  edit_object: 'cup',
  region: null,
  pool: [],
  examples: ['E1'],
  ...over,
})

/** Starts a run and stops before its first task: its tasks, queued as a worker would find them. */
const planned = async (actor: ProjectActor, what: ExpansionOrder) => {
  const run = await startRun(actor, { order: what, seed: 7 })
  await planRun({ runId: run.id, attempt: 1 })
  const tasks = await db().expansionTask.findMany({ where: { runId: run.id }, orderBy: { position: 'asc' } })
  await db().outbox.deleteMany({ where: { projectId: actor.projectId } })
  return { run, tasks: tasks.map(({ id, attempt }) => ({ taskId: id, attempt })) }
}

const ran = async (actor: ProjectActor, what: ExpansionOrder) => {
  const run = await startRun(actor, { order: what, seed: 7 })
  const failures = await runJobs(expansionHandlers)
  return { run: await getRun(actor, run.id), failures }
}

const first = <T>(list: readonly T[]): T => {
  const [item] = list
  if (item === undefined) throw new Error('the list is empty')
  return item
}

describe('without a model', () => {
  test('a pool and then records are made, each naming its exemplars and its engine', async () => {
    const { projectId, admin } = await newProject()
    const { run } = await ran(admin, instructions({ count: 6, batch: 3 }))
    expect(run).toMatchObject({ status: 'done', total: 2, done: 2, promptTokens: 0, costMicros: 0 })
    const pool = await db().poolInstruction.findMany({ where: { projectId } })
    expect(pool.length).toBeGreaterThan(0)
    expect(pool.length).toBe(run.kept)

    const image = await makeImage(projectId)
    const region = await makeRegion(image, { label: 'cup' })
    const made = await ran(admin, records({ perImage: 5, images: { imageIds: [image.id] } }))
    expect(made.run.kept).toBeGreaterThanOrEqual(3)
    const rows = await db().instructionRecord.findMany({ where: { projectId }, orderBy: { idx: 'asc' } })
    expect(rows.map((row) => Number(row.idx))).toEqual(rows.map((_, at) => at))
    expect(rows.every((row) => row.exemplarIds.length > 0)).toBe(true)
    expect(rows.every((row) => (row.engine as { name: string }).name === 'language/offline')).toBe(true)
    const onCup = rows.filter((row) => row.editObject === 'cup')
    expect(onCup.length).toBeGreaterThan(0)
    expect(onCup.every((row) => row.regionId === region.id)).toBe(true)
    const global = await editTypeOf(projectId, 'change-global')
    expect(rows.filter((row) => row.editTypeId === global.id).every((row) => row.regionId === null)).toBe(
      true,
    )
  })

  test('another project with the same texts gets the same records, though every id differs', async () => {
    const texts = async () => {
      const { projectId, admin } = await newProject()
      await ran(admin, instructions({ count: 10 }))
      const image = await makeImage(projectId)
      await ran(admin, records({ perImage: 4, images: { imageIds: [image.id] } }))
      const rows = await db().instructionRecord.findMany({ where: { projectId }, orderBy: { idx: 'asc' } })
      return rows.map((row) => [Number(row.idx), row.instruction, row.targetCaption])
    }
    const one = await texts()
    expect(one.length).toBeGreaterThan(0)
    expect(await texts()).toEqual(one)
  })

  test('a second run over an image writes others, and none twice', async () => {
    const { projectId, admin } = await newProject()
    const image = await makeImage(projectId)
    for (const _ of [1, 2]) await ran(admin, records({ perImage: 2, images: { imageIds: [image.id] } }))
    const rows = await db().instructionRecord.findMany({ where: { projectId } })
    expect(rows).toHaveLength(4)
    expect(new Set(rows.map((row) => row.fingerprint)).size).toBe(4)
  })

  test('nothing is started where there is nothing to write from, or nothing to write for', async () => {
    const { id } = await makeProject()
    const admin = await makeMember(id, 'admin')
    await expect(startRun(admin, { order: instructions(), seed: 1 })).rejects.toMatchObject({
      field: 'order',
    })
    const other = await newProject()
    await db().sourceImage.updateMany({
      where: { projectId: other.projectId },
      data: { captionStatus: 'draft' },
    })
    await expect(startRun(other.admin, { order: records(), seed: 1 })).rejects.toMatchObject({
      field: 'order.images',
    })
    await expect(
      startRun(await makeMember(other.projectId, 'reviewer'), { order: instructions(), seed: 1 }),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('captions of more words than the settings allow are skipped', async () => {
    const { projectId, admin } = await newProject()
    await makeImage(projectId, { caption: Array.from({ length: 61 }, () => 'word').join(' ') })
    const { run } = await ran(admin, records())
    expect(run.total).toBe(1)
  })
})

describe('with a model', () => {
  test('what it writes is kept or dropped by reason, and paid for, exactly', async () => {
    const { projectId, admin } = await newProject()
    await ran(admin, instructions({ count: 1 })) // something for the pool to hold
    const [known] = await db().poolInstruction.findMany({ where: { projectId } })
    if (!known) throw new Error('the pool is empty')
    server.script(
      reply.json({
        items: [
          instruction('Add a small lighthouse on the far rocks'),
          instruction('Add a small lighthouse on the far rocks!'), // the answer itself
          instruction('Add a very small lighthouse on the far rocks'), // nearly
          instruction(known.text), // the pool
          instruction(''),
          instruction('Add a tent', { edit_type: 'no-such-type' }),
          instruction('Add a \u0007 bell'),
          instruction(Array.from({ length: 41 }, (_, at) => `word${at}`).join(' ')),
          { not: 'an instruction' },
          instruction('Add a paper boat to the puddle'),
        ],
      }),
    )
    const { run } = await ran(admin, instructions({ ...openai, count: 3 }))
    expect(run).toMatchObject({
      status: 'done',
      kept: 2,
      promptTokens: 1_000,
      completionTokens: 100,
      costMicros: 1_000 * 2 + 100 * 10,
    })
    expect(run.dropped).toEqual({
      'exact-duplicate': 2,
      'near-duplicate': 1,
      empty: 1,
      'unknown-type': 1,
      'control-characters': 1,
      'too-long': 1,
      malformed: 1,
    })
  })

  test('records of an image are sifted against its seeds and its other records', async () => {
    const { projectId, admin } = await newProject()
    const image = await makeImage(projectId)
    const region = await makeRegion(image, { label: 'Cup' })
    await makeSeed(projectId, image.id, 'Paint the table black')
    const images = { imageIds: [image.id] }
    const gold = record('Make the cup golden', 'a golden cup of coffee on a wooden table')
    server.script(reply.json({ items: [gold] }))
    await ran(admin, records({ ...openai, perImage: 1, images }))
    server.script(
      reply.json({
        items: [
          gold,
          record('Paint the table black!', 'a cup of coffee on a black table', { edit_object: 'table' }),
          record('Make the cup silver', `${coffee}.`), // says what the source says
          record('Make the coffee green', 'a cup of green coffee on a wooden table', {
            edit_object: 'coffee',
          }),
        ],
      }),
    )
    const { run } = await ran(admin, records({ ...openai, perImage: 3, images }))
    expect(run).toMatchObject({ kept: 1, dropped: { 'exact-duplicate': 2, 'unchanged-caption': 1 } })
    const rows = await db().instructionRecord.findMany({ where: { projectId }, orderBy: { idx: 'asc' } })
    expect(rows.map((row) => [row.instruction, row.regionId])).toEqual([
      ['Make the cup golden', region.id],
      ['Make the coffee green', null],
    ])
  })

  test('an endpoint that asks to wait is waited for, inside the one task', async () => {
    const { admin } = await newProject()
    server.script(
      reply.status(429, { retryAfter: '0' }),
      reply.status(503),
      reply.json({ items: [instruction('Add a lantern above the door')] }),
    )
    const { run, failures } = await ran(admin, instructions({ ...openai, count: 1 }))
    expect(failures).toEqual([])
    expect(run).toMatchObject({ status: 'done', done: 1, failed: 0, kept: 1 })
  })

  test('a key that is refused fails the task and names the cause', async () => {
    const { admin } = await newProject()
    server.script(reply.status(401, { message: 'bad key' }))
    const { run } = await ran(admin, instructions({ ...openai, count: 1 }))
    expect(run).toMatchObject({ status: 'done', done: 0, failed: 1, kept: 0 })
    const { items } = await listTasks(admin, { id: run.id, status: 'failed', limit: 10 })
    expect(first(items).error).toMatch(/key|401/i)
  })

  test('a model that refuses ends the task as refused, with its words', async () => {
    const { admin } = await newProject()
    server.script(reply.refusal('I will not write this.'))
    const { run } = await ran(admin, instructions({ ...openai, count: 1 }))
    expect(run).toMatchObject({ refused: 1, kept: 0, dropped: { 'refused-by-model': 1 } })
    const { items } = await listTasks(admin, { id: run.id, status: 'refused', limit: 10 })
    expect(first(items).error).toContain('I will not write this.')
  })

  test('a preview shows the very messages that the run then sends', async () => {
    const { projectId, admin } = await newProject()
    const what = instructions({ ...openai, count: 1 })
    const preview = await previewRun(admin, { order: what, seed: 7 })
    expect(preview.estimate.costMicros).toBeGreaterThan(0)
    server.script(reply.json({ items: [instruction('Add a kite over the roof')] }))
    const before = server.received.length
    await ran(admin, what)
    const sent = server.received[before]?.body.messages
    expect(sent?.map(({ content }) => content)).toEqual(preview.messages.map(({ text }) => text))
    expect(await db().poolInstruction.count({ where: { projectId } })).toBe(1)
  })
})

describe('a task that is interrupted', () => {
  test('made twice at once, as after a kill, it has one result', async () => {
    const { projectId, admin } = await newProject()
    const { run, tasks } = await planned(admin, instructions({ ...openai, count: 1 }))
    server.script(
      reply.json({ items: [instruction('Add a swing to the tree')] }),
      reply.json({ items: [instruction('Add a ladder to the wall')] }),
    )
    const task = first(tasks)
    await Promise.all([expandTask(task, { signal }), expandTask(task, { signal })])
    await expandTask(task, { signal })
    expect(await db().poolInstruction.count({ where: { projectId } })).toBe(1)
    expect(await getRun(admin, run.id)).toMatchObject({ status: 'done', done: 1, kept: 1 })
  })

  test('paused while the model writes, it leaves nothing; resumed, it is made again', async () => {
    const { projectId, admin } = await newProject()
    const { run, tasks } = await planned(admin, instructions({ ...openai, count: 1 }))
    let asked: () => void = () => {}
    const wasAsked = new Promise<void>((resolve) => {
      asked = resolve
    })
    server.script(() => asked()) // and never answers
    const working = expandTask(first(tasks), { signal })
    await wasAsked
    await controlRun(admin, expansionRuns, run.id, 'pause')
    await working // given up within seconds, long before the engine's own time limit
    expect(await db().poolInstruction.count({ where: { projectId } })).toBe(0)
    expect(await getRun(admin, run.id)).toMatchObject({ status: 'paused', done: 0, kept: 0 })
    server.script(reply.json({ items: [instruction('Add a bench under the lamp')] }))
    await controlRun(admin, expansionRuns, run.id, 'resume')
    await runJobs(expansionHandlers)
    expect(await getRun(admin, run.id)).toMatchObject({ status: 'done', done: 1, kept: 1 })
  })

  test('a worker that shuts down hands it back', async () => {
    const { admin } = await newProject()
    const { run, tasks } = await planned(admin, instructions({ ...openai, count: 1 }))
    const shutdown = new AbortController()
    server.script(() => shutdown.abort())
    await expect(expandTask(first(tasks), { signal: shutdown.signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(await getRun(admin, run.id)).toMatchObject({ status: 'running', done: 0 })
  })

  test('what the queue lost is put back from the rows', async () => {
    const { admin } = await newProject()
    const { tasks } = await planned(admin, instructions({ count: 1 }))
    expect(await reconcileExpansion(-60_000)).toBeGreaterThan(0)
    const jobId = `${expandTaskJob.name}-${first(tasks).taskId}-1`
    expect(await db().outbox.count({ where: { jobId } })).toBe(1)
    await runJobs(expansionHandlers)
  })

  test('tasks that end together add their counts up', async () => {
    const { admin } = await newProject()
    const { run, tasks } = await planned(admin, instructions({ ...openai, count: 6, batch: 1 }))
    for (const [at] of tasks.entries())
      server.script(
        reply.json({ items: [instruction(''), instruction(`Add a ${numbered[at]} to the scene`)] }),
      )
    await Promise.all(tasks.map((task) => expandTask(task, { signal })))
    expect(await getRun(admin, run.id)).toMatchObject({
      status: 'done',
      kept: 6,
      dropped: { empty: 6 },
      promptTokens: 6_000,
    })
  })
})

const numbered = ['windmill', 'tractor', 'penguin', 'lantern', 'piano', 'volcano']

const makeSeed = async (
  projectId: string,
  sourceImageId: string,
  text: string,
  over: Partial<Prisma.SeedUncheckedCreateInput> = {},
) =>
  db().seed.create({
    data: {
      projectId,
      sourceImageId,
      editTypeId: (await editTypeOf(projectId, 'change-color')).id,
      instruction: text,
      sourceCaption: coffee,
      targetCaption: 'a cup of coffee on a black table',
      editObject: 'table',
      status: 'approved',
      ...over,
    },
  })

describe('records of other origin', () => {
  test('approved seeds become records with their regions, once', async () => {
    const { projectId, admin } = await newProject()
    const image = await makeImage(projectId)
    const region = await makeRegion(image)
    await makeSeed(projectId, image.id, 'Paint the table black', { regionId: region.id })
    await makeSeed(projectId, image.id, 'Paint the table white', { status: 'submitted' })
    expect(await recordsFromSeeds(admin, {})).toEqual({ made: 1, skipped: 0 })
    expect(await recordsFromSeeds(admin, {})).toEqual({ made: 0, skipped: 1 })
    const row = await db().instructionRecord.findFirstOrThrow({ where: { projectId } })
    expect(row).toMatchObject({ instruction: 'Paint the table black', regionId: region.id })
  })

  test('imported records keep their number where it is free, and come in once', async () => {
    const { projectId } = await newProject()
    const image = await makeImage(projectId)
    const region = await makeRegion(image, { label: 'cup' })
    const run = await db().importRun.create({ data: { projectId, kind: 'ultraedit', name: 'r.jsonl' } })
    const importItem = (position: number, idx: number) =>
      db().importItem.create({
        data: {
          runId: run.id,
          projectId,
          position,
          origin: 'a.png',
          status: 'done',
          finishedAt: new Date(),
          sourceImageId: image.id,
          row: {
            record: {
              idx,
              instruction: `Make the cup red, take ${position}`,
              sourceCaption: coffee,
              targetCaption: 'a red cup of coffee on a wooden table',
              target: { kind: 'object', name: 'the cup' },
            },
          },
        },
      })
    await importItem(1, 41)
    await importItem(2, 41)
    await importItem(3, 7)
    for (const _ of [1, 2]) {
      await reconcileExpansion(-60_000)
      await runJobs(expansionHandlers)
    }
    const rows = await db().instructionRecord.findMany({ where: { projectId }, orderBy: { idx: 'asc' } })
    expect(rows.map((row) => Number(row.idx))).toEqual([7, 41, 42])
    expect(rows.every((row) => row.regionId === region.id)).toBe(true)
    const color = await editTypeOf(projectId, 'change-color')
    expect(rows.every((row) => row.editTypeId === color.id)).toBe(true)
  })
})

describe('looking at and mending what was made', () => {
  test('lists page and filter; removed rows leave and come back', async () => {
    const { projectId, admin } = await newProject()
    await ran(admin, instructions({ count: 5 }))
    const all = await listPool(admin, { removed: false, limit: 200 })
    const one = await listPool(admin, { removed: false, limit: 1 })
    const rest = await listPool(admin, { removed: false, limit: 200, cursor: one.next ?? undefined })
    expect([...one.items, ...rest.items].map(({ id }) => id)).toEqual(all.items.map(({ id }) => id))
    const { id, text } = first(all.items)
    expect(await markPool(admin, { ids: [id], removed: true })).toEqual({ changed: 1 })
    expect(await markPool(admin, { ids: [id], removed: true })).toEqual({ changed: 0 })
    expect((await listPool(admin, { removed: true, limit: 9, text })).items.map((item) => item.id)).toEqual([
      id,
    ])
    await ran(admin, instructions({ count: 5 }))
    expect(await db().poolInstruction.count({ where: { projectId, fingerprint: text.toLowerCase() } })).toBe(
      1,
    )
    expect(await markPool(admin, { ids: [id], removed: false })).toEqual({ changed: 1 })
    expect(await db().auditEvent.count({ where: { projectId, action: 'instruction.removed' } })).toBe(2)
  })

  test('a record is mended by a version that takes its place, and both are told apart', async () => {
    const { projectId, admin } = await newProject()
    const image = await makeImage(projectId)
    await ran(admin, records({ perImage: 2, images: { imageIds: [image.id] } }))
    const before = first((await listRecords(admin, { removed: false, limit: 9, imageId: image.id })).items)
    const made = await editRecord(admin, before.id, { instruction: 'Paint the cup in bright orange' })
    expect(made).toMatchObject({ parentId: before.id, versions: [{ id: before.id }] })
    expect(made.exemplars.map(({ id }) => id)).toEqual(
      (await getRecord(admin, before.id)).exemplars.map(({ id }) => id),
    )
    await expect(editRecord(admin, before.id, { instruction: 'Other' })).rejects.toMatchObject({
      code: 'conflict',
    })
    const shown = await listRecords(admin, { removed: false, limit: 9, imageId: image.id, hasRegion: false })
    expect(shown.items.map(({ id }) => id)).toContain(made.id)
    expect(shown.items.map(({ id }) => id)).not.toContain(before.id)
    expect((await listRecords(admin, { removed: false, limit: 9, generated: true })).items).toEqual([])
  })

  test('nothing of another project is there', async () => {
    const { projectId, admin } = await newProject()
    await ran(admin, instructions({ count: 1 }))
    const { run } = await ran(admin, records({ perImage: 1 }))
    const row = await db().instructionRecord.findFirstOrThrow({ where: { projectId } })
    const pooled = await db().poolInstruction.findFirstOrThrow({ where: { projectId } })
    const stranger = await makeMember((await makeProject()).id, 'admin')
    const gone = { code: 'not-found' }
    await expect(getRun(stranger, run.id)).rejects.toMatchObject(gone)
    await expect(listTasks(stranger, { id: run.id, limit: 1 })).rejects.toMatchObject(gone)
    await expect(getRecord(stranger, row.id)).rejects.toMatchObject(gone)
    await expect(editRecord(stranger, row.id, { instruction: 'Paint it red' })).rejects.toMatchObject(gone)
    await expect(markRecords(stranger, { ids: [row.id], removed: true })).rejects.toMatchObject(gone)
    await expect(markPool(stranger, { ids: [pooled.id], removed: true })).rejects.toMatchObject(gone)
    await expect(controlRun(stranger, expansionRuns, run.id, 'pause')).rejects.toMatchObject(gone)
    expect((await listRecords(stranger, { removed: false, limit: 9 })).items).toEqual([])
  })
})
