import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { newSecret } from '@/lib/platform/auth/secrets'

// Rows that a test begins with, written where hundreds of them would take the API minutes.

/** A member of the project with a token that may write. */
export const addMember = async (
  pool: pg.Pool,
  projectId: string,
  role: 'rater' | 'reviewer' | 'admin',
): Promise<{ id: string; token: string }> => {
  const id = randomUUID()
  const { secret, hash } = newSecret('exm')
  await pool.query(`INSERT INTO "User" (id, email, name) VALUES ($1, $2, 'Somebody')`, [
    id,
    `${id}@example.org`,
  ])
  await pool.query(`INSERT INTO "Membership" ("projectId", "userId", role) VALUES ($1, $2, $3)`, [
    projectId,
    id,
    role,
  ])
  await pool.query(
    `INSERT INTO "ApiToken" (id, "userId", name, prefix, "tokenHash", scopes) VALUES ($1, $2, 'test', 'exm', $3, '{read,write}')`,
    [randomUUID(), id, hash],
  )
  return { id, token: secret }
}

/** A member who signs in with a password; hashed once for many of them, since a hash takes long on purpose. */
export const addPerson = async (
  pool: pg.Pool,
  projectId: string,
  role: 'rater' | 'reviewer' | 'admin',
  passwordHash: string,
): Promise<{ id: string; email: string }> => {
  const id = randomUUID()
  const email = `${id}@example.org`
  await pool.query(`INSERT INTO "User" (id, email, name, "passwordHash") VALUES ($1, $2, 'Somebody', $3)`, [
    id,
    email,
    passwordHash,
  ])
  await pool.query(`INSERT INTO "Membership" ("projectId", "userId", role) VALUES ($1, $2, $3)`, [
    projectId,
    id,
    role,
  ])
  return { id, email }
}

/** A project with one edit type, which takes no region. */
export const addProject = async (
  pool: pg.Pool,
  settings: object = {},
): Promise<{ id: string; typeId: string }> => {
  const [id, typeId] = [randomUUID(), randomUUID()]
  await pool.query(`INSERT INTO "Project" (id, slug, name, settings) VALUES ($1, $2, 'A project', $3)`, [
    id,
    `p-${id}`,
    settings,
  ])
  await pool.query(
    `INSERT INTO "EditType" (id, "projectId", key, label, region, "exportAs", position)
     VALUES ($1, $2, 'change-global', 'Change global', 'none', 'Change Global', 0)`,
    [typeId, id],
  )
  return { id, typeId }
}

const procedural = { name: 'editor/procedural', version: '1', isModel: false, models: [], provider: 'host' }

/** Items in one statement: what it holds in memory until it ends stays small. */
const batch = 50_000

/** `count` review items of one kept candidate each, as a finished run leaves them. Their pictures are only names. */
export const addItems = async (
  pool: pg.Pool,
  { id: projectId, typeId }: { id: string; typeId: string },
  count: number,
): Promise<void> => {
  const [image, frame, record, run] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const sha = '0'.repeat(64)
  await pool.query(
    `INSERT INTO "SourceImage" (id, "projectId", name, sha256, "originalSha256", "thumbSha", width, height, phash,
       caption, "captionStatus", "frameId")
     VALUES ($1, $2, 'harbour.png', $3, $3, $3, 512, 512, 0, 'a harbour', 'confirmed', $4)`,
    [image, projectId, sha, frame],
  )
  await pool.query(
    `INSERT INTO "Frame" (id, "projectId", "sourceImageId", "scaledWidth", "scaledHeight", "left", top, size, sha256)
     VALUES ($1, $2, $3, 512, 512, 0, 0, 512, $4)`,
    [frame, projectId, image, sha],
  )
  await pool.query(
    `INSERT INTO "InstructionRecord" (id, "projectId", idx, "sourceImageId", "editTypeId", instruction,
       "sourceCaption", "targetCaption", fingerprint, engine)
     VALUES ($1, $2, 0, $3, $4, 'Make it snow', 'a harbour', 'a harbour in the snow', 'make it snow', $5)`,
    [record, projectId, image, typeId, procedural],
  )
  await pool.query(
    `INSERT INTO "GenerationRun" (id, "projectId", number, params, engine, seed, status) VALUES ($1, $2, 1, '{}', $3, 1, 'done')`,
    [run, projectId, procedural],
  )
  for (let made = 0; made < count; made += batch)
    await pool.query(
      `WITH task AS (
         INSERT INTO "GenerationTask" (id, "projectId", "runId", "recordId", position, mode, samples, seed, status, attempt)
         SELECT uuidv7(), $1, $2, $3, position, 'free-form', 1, 1, 'done', 1
         FROM generate_series($10::int, $7::int) position RETURNING id
       ), candidate AS (
         INSERT INTO "Candidate" (id, "projectId", "runId", "taskId", "recordId", "sourceImageId", "editTypeId", index,
           mode, "frameId", seed, params, engine, operation, "anchorSha", "sourceSha", "editedSha", "thumbSha", l1, l2,
           perceptual, verdict, passed, rank, kept)
         SELECT uuidv7(), $1, $2, id, $3, $4, $5, 0, 'free-form', $6, 1, '{}', $8, 'snow', $9, $9, $9, $9,
           0.1, 0.1, 5, '[]', true, 1, true FROM task
       )
       INSERT INTO "ReviewItem" (id, "projectId", "taskId", "recordId")
       SELECT uuidv7(), $1, id, $3 FROM task`,
      [
        projectId,
        run,
        record,
        image,
        typeId,
        frame,
        Math.min(count, made + batch),
        procedural,
        sha,
        made + 1,
      ],
    )
}
