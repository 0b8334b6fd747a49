import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  databaseOf,
  freePort,
  type Launched,
  launch,
  lives,
  makeHome,
  processesOf,
  removeHome,
} from '../bin/testing/installation'
import { type Client, clientOf } from './support/client'
import { openDatabase } from './support/database'
import { addMember, addProject } from './support/rows'

// Processes are killed as a machine kills them, in the middle of work. Whatever was under way then reaches its end
// state once: nothing is lost, done twice or half done.

const photos = path.join(import.meta.dirname, '../prisma/demo/photos')
const first = ['coffee.png', 'chelsea.png', 'airplane-from-above.jpg', 'march-pastoral.jpg', 'rocket.jpg']
const second = ['acanthus-mollis.jpg', 'allium-oreophilum.jpg', 'black-canyon.jpg', 'hubble.jpg']
const instructions = [
  'Make it snow',
  'Put the whole scene into thick fog',
  'Turn the photo into a pencil drawing',
]
const samples = 2

let home: string
let port: number
let product: Launched
let pool: pg.Pool
let project: { id: string; typeId: string }
let admin: Client
let rater: Client

const start = async () => {
  product = launch('start.mjs', ['--no-demo'], { EXEMPLAR_HOME: home, PORT: String(port), LOG_LEVEL: 'warn' })
  await product.says(/Exemplar is ready/)
  pool = openDatabase(home)
}

const soon = (check: () => unknown, timeout = 180_000) => vi.waitFor(check, { timeout, interval: 100 })

beforeAll(async () => {
  home = makeHome()
  port = await freePort()
  await start()
  project = await addProject(pool, { requireApproval: false })
  const clientFor = async (role: 'admin' | 'rater') =>
    clientOf(`http://127.0.0.1:${port}`, (await addMember(pool, project.id, role)).token)
  admin = await clientFor('admin')
  rater = await clientFor('rater')
  const upload = await beginUpload(first)
  for (const [index, name] of first.entries())
    expect((await put(upload, index + 1, readFileSync(path.join(photos, name)))).status).toBe(200)
  await soon(() => expectImported(upload, first.length))
  await addRecords()
}, 900_000)

afterAll(async () => {
  await pool?.end()
  product?.process.kill('SIGTERM')
  await product?.ended
  removeHome(home)
}, 60_000)

const beginUpload = async (
  names: readonly string[],
  sizeOf = (name: string) => readFileSync(path.join(photos, name)).length,
) => {
  const { id } = await admin.api.catalog.imports.start({ project: project.id, kind: 'upload' })
  const files = names.map((name) => ({ name, size: sizeOf(name) }))
  await admin.api.catalog.imports.addFiles({ project: project.id, id, files })
  return id
}

const put = (upload: string, position: number, body: Uint8Array<ArrayBuffer>) =>
  admin.fetch(`/api/v1/projects/${project.id}/imports/${upload}/files/${position}`, { method: 'PUT', body })

/** Every row of the import ended once, each with an image of its own. */
const expectImported = async (upload: string, count: number) => {
  const { rows } = await pool.query(
    `SELECT run.status, run.total, run.done, run.failed, run.refused, run.duplicates,
       count(item.id) FILTER (WHERE item.status = 'done')::int AS ended, count(DISTINCT item."sourceImageId")::int AS images
     FROM "ImportRun" run JOIN "ImportItem" item ON item."runId" = run.id WHERE run.id = $1 GROUP BY run.id`,
    [upload],
  )
  expect(rows).toEqual([
    {
      status: 'done',
      total: count,
      done: count,
      failed: 0,
      refused: 0,
      duplicates: 0,
      ended: count,
      images: count,
    },
  ])
}

const addRecords = async () => {
  const engine = { name: 'test', version: '1', isModel: false, models: [], provider: 'host' }
  const { rows: images } = await pool.query(
    `UPDATE "SourceImage" SET caption = 'a photograph', "captionStatus" = 'confirmed' WHERE "projectId" = $1 RETURNING id`,
    [project.id],
  )
  let idx = 0
  for (const image of images)
    for (const instruction of instructions)
      await pool.query(
        `INSERT INTO "InstructionRecord" (id, "projectId", idx, "sourceImageId", "editTypeId", instruction,
           "sourceCaption", "targetCaption", fingerprint, engine)
         VALUES ($1, $2, $3, $4, $5, $6, 'a photograph', 'an edited photograph', $6, $7)`,
        [randomUUID(), project.id, idx++, image.id, project.typeId, instruction, engine],
      )
}

const records = first.length * instructions.length

const generate = async () => {
  const { id } = await admin.api.generation.start({
    project: project.id,
    choice: { onlyNew: false },
    params: { samples },
    seed: 7,
  })
  return id
}

const progressOf = async (run: string): Promise<number> => {
  const { rows } = await pool.query(`SELECT done FROM "GenerationRun" WHERE id = $1`, [run])
  return rows[0].done
}

/** The run ended, and each of its tasks made exactly its candidates, and opened one item if any was kept. */
const expectWhole = async (run: string) => {
  const { rows: runs } = await pool.query(
    `SELECT status, total, done, failed, refused, candidates, passed FROM "GenerationRun" WHERE id = $1`,
    [run],
  )
  expect(runs[0]).toMatchObject({ status: 'done', total: records, done: records, failed: 0, refused: 0 })
  const { rows: tasks } = await pool.query(
    `SELECT task.status, count(candidate.id)::int AS made, count(DISTINCT candidate.index)::int AS indices,
       count(candidate.id) FILTER (WHERE candidate.passed)::int AS passed,
       (count(candidate.id) FILTER (WHERE candidate.kept) > 0)::int AS due,
       (SELECT count(*)::int FROM "ReviewItem" item WHERE item."taskId" = task.id) AS items
     FROM "GenerationTask" task LEFT JOIN "Candidate" candidate ON candidate."taskId" = task.id
     WHERE task."runId" = $1 GROUP BY task.id`,
    [run],
  )
  expect(tasks).toHaveLength(records)
  expect(
    tasks.filter(({ status, made, indices }) => status !== 'done' || made !== samples || indices !== samples),
  ).toEqual([])
  expect(tasks.filter(({ due, items }) => due !== items)).toEqual([])
  const passed = tasks.reduce((sum, task) => sum + task.passed, 0)
  expect(runs[0]).toMatchObject({ candidates: records * samples, passed })
  const { rows: lost } = await pool.query(`SELECT name, error FROM "DeadLetter"`)
  expect(lost).toEqual([])
}

/** Judges until told to stop; what fails is tried again, as a person would. */
const judgeUntil = async (over: () => boolean) => {
  while (!over()) {
    try {
      const [item] = await rater.api.review.claim({ project: project.id })
      if (!item) await sleep(200)
      else
        await rater.api.review.decide({
          project: project.id,
          id: item.id,
          token: item.lease!.token,
          judgement: { verdict: 'accept', candidateId: item.candidates[0]!.id },
        })
    } catch {
      await sleep(200)
    }
  }
}

const pending = async (): Promise<number> => {
  const { rows } = await pool.query(
    `SELECT count(*)::int AS count FROM "ReviewItem" WHERE status = 'pending'`,
  )
  return rows[0].count
}

test('a worker killed twice in the middle of a run: every candidate is made once', async () => {
  const run = await generate()
  for (const after of [2, 7]) {
    await soon(async () => expect(await progressOf(run)).toBeGreaterThanOrEqual(after))
    expect(await progressOf(run)).toBeLessThan(records)
    const worker = processesOf(home).children[1]!
    process.kill(worker, 'SIGKILL')
    await soon(() => expect(processesOf(home).children[1]).not.toBe(worker))
  }
  await soon(() => expectWhole(run))
}, 600_000)

test('PostgreSQL killed while images come in, candidates are made and a person judges: all of it ends once', async () => {
  const upload = await beginUpload(second)
  const run = await generate()
  let over = false
  const judging = judgeUntil(() => over)
  try {
    expect((await put(upload, 1, readFileSync(path.join(photos, second[0]!)))).status).toBe(200)
    await soon(async () => expect(await progressOf(run)).toBeGreaterThanOrEqual(3))
    const database = databaseOf(home)!
    process.kill(database, 'SIGKILL')
    await soon(() => {
      const now = databaseOf(home)
      expect(now !== undefined && now !== database && lives(now)).toBe(true)
    })
    await soon(async () => expect((await admin.fetch('/api/health')).status).toBe(200))

    // The person at the upload sends again what was refused, and what was never sent.
    for (const [index, name] of second.entries())
      await soon(async () =>
        expect((await put(upload, index + 1, readFileSync(path.join(photos, name)))).status).toBe(200),
      )
    await soon(() => expectImported(upload, second.length))
    await soon(() => expectWhole(run))
    await soon(async () => expect(await pending()).toBe(0))
  } finally {
    over = true
    await judging
  }
  const { rows } = await pool.query(
    `SELECT item.status, item."decisionId" = min(decision.id::text)::uuid AS effective, count(decision.id)::int AS times,
       count(*) FILTER (WHERE decision."leaseToken" = item."leaseToken")::int AS fenced
     FROM "ReviewItem" item LEFT JOIN "Decision" decision ON decision."itemId" = item.id GROUP BY item.id`,
  )
  expect(rows.length).toBeGreaterThan(0)
  expect(new Set(rows.map((row) => JSON.stringify(row)))).toEqual(
    new Set([JSON.stringify({ status: 'settled', effective: true, times: 1, fenced: 1 })]),
  )
}, 600_000)

test('the web server killed in the middle of an upload: nothing half is kept, and sent again it is one image', async () => {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  const picture = await sharp({
    create: { width: 1500, height: 1500, channels: 3, background: '#888', noise },
  })
    .png()
    .toBuffer()
  const upload = await beginUpload(['noise.png'], () => picture.length)
  const sending = request(
    `http://127.0.0.1:${port}/api/v1/projects/${project.id}/imports/${upload}/files/1`,
    {
      method: 'PUT',
      headers: { ...admin.credentials, 'content-length': picture.length },
    },
  )
  sending.on('error', () => {}) // it is cut off
  sending.write(picture.subarray(0, picture.length / 2))
  const drafts = () => readdirSync(path.join(home, 'blobs/tmp'))
  await soon(() => expect(drafts()).toHaveLength(1))

  process.kill(processesOf(home).children[0]!, 'SIGKILL')
  expect(await product.ended).toBe(1)
  sending.destroy()
  await pool.end()
  await start()

  const row = async () => {
    const { rows } = await pool.query(`SELECT status, "uploadSha" FROM "ImportItem" WHERE "runId" = $1`, [
      upload,
    ])
    return rows
  }
  expect(await row()).toEqual([{ status: 'pending', uploadSha: null }])
  expect((await put(upload, 1, new Uint8Array(picture))).status).toBe(200)
  await soon(() => expectImported(upload, 1))
  for (const file of listBlobs(path.join(home, 'blobs')))
    expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(path.basename(file))
}, 600_000)

const listBlobs = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('/tmp'))
    .map((entry) => path.join(entry.parentPath, entry.name))
