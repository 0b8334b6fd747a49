import { createHash } from 'node:crypto'
import path from 'node:path'
import { ingestImage } from '@/lib/imaging/ingest'
import { getSettings } from '@/lib/pipeline/project'
import { db, type Prisma, type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import type { JobContext } from '@/lib/platform/queue/define-job'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { beginTask } from '@/lib/platform/runs/begin-task'
import { endTask } from '@/lib/platform/runs/end-task'
import type { TaskPayload } from '@/lib/platform/runs/run-kind'
import { addImage, findNearDuplicate, lockCatalog } from './add-image'
import { importRuns, recordImportedJob } from './jobs'
import { makePicture } from './make-picture'
import { readItemBytes } from './read-item-bytes'
import { type StoredRow, storedParams, storedRow } from './stored-row'

type ItemRow = Prisma.ImportItemGetPayload<{ include: { run: true } }>

/** What asking again would not mend: the file or the row has to change. */
const isRefusal = (error: unknown): error is ExemplarError =>
  error instanceof ExemplarError &&
  ['bad-input', 'unsupported', 'too-large', 'refused', 'not-found'].includes(error.code)

const refuse = (payload: TaskPayload, { message, field, fix }: ExemplarError) =>
  transaction(async (tx) => {
    if (!(await endTask(tx, importRuns, payload, { status: 'refused', error: message }))) return
    await tx.importItem.update({
      where: { id: payload.taskId },
      data: { field: field ?? null, fix: fix ?? null },
    })
  })

/** Gives a known image what this row knows and it does not: a caption, a licence, an attribution. */
const complete = async (tx: Tx, imageId: string, row: StoredRow): Promise<void> => {
  if (row.caption)
    await tx.sourceImage.updateMany({
      where: { id: imageId, captionStatus: { not: 'confirmed' } },
      data: {
        caption: row.caption,
        captionStatus: 'confirmed',
        captionBy: 'import',
        captionDueAt: null,
        version: { increment: 1 },
      },
    })
  for (const field of ['licence', 'attribution'] as const)
    if (row[field])
      await tx.sourceImage.updateMany({
        where: { id: imageId, [field]: null },
        data: { [field]: row[field], version: { increment: 1 } },
      })
}

interface Settled {
  readonly imageId: string
  readonly duplicate: boolean
}

/** Ends the item with its image, in one transaction; writes nothing when another attempt was faster. */
const settle = (item: ItemRow, payload: TaskPayload, row: StoredRow, decide: (tx: Tx) => Promise<Settled>) =>
  transaction(async (tx) => {
    await lockCatalog(tx, item.projectId)
    const open = await tx.importItem.count({
      where: { id: item.id, attempt: payload.attempt, status: { in: ['queued', 'running'] } },
    })
    if (open === 0) return
    const { imageId, duplicate } = await decide(tx)
    if (duplicate) await complete(tx, imageId, row)
    await tx.importItem.update({ where: { id: item.id }, data: { sourceImageId: imageId, duplicate } })
    if (row.record)
      await enqueue(
        tx,
        recordImportedJob,
        [{ rowId: item.id, attempt: payload.attempt, payload: { itemId: item.id } }],
        { priority: 10, projectId: item.projectId },
      )
    await endTask(tx, importRuns, payload, {
      status: 'done',
      ...(duplicate && { counts: { duplicates: 1 } }),
    })
  })

/** Photographs only: the same pixels may come back as an accepted edit of a later turn. */
const findKnown = (tx: Tx, projectId: string, sums: { originalSha256?: string; sha256?: string }) =>
  tx.sourceImage.findFirst({
    where: {
      projectId,
      turn: 1,
      OR: Object.entries(sums).map(([column, value]) => ({ [column]: value })),
    },
    orderBy: { id: 'asc' },
    select: { id: true },
  })

const read = async (item: ItemRow, row: StoredRow, signal: AbortSignal) => {
  const params = storedParams.parse(item.run.params)
  const settings = await getSettings(item.projectId)
  const maxBytes = settings.image.maxMegabytes * 2 ** 20
  const { projectId, uploadSha } = item
  return {
    params,
    settings,
    bytes: await readItemBytes({ projectId, uploadSha, row, params }, maxBytes, signal),
  }
}

const importBytes = async (item: ItemRow, payload: TaskPayload, signal: AbortSignal): Promise<void> => {
  const row = storedRow.parse(item.row)
  const { params, settings, bytes } = await read(item, row, signal)
  const filled: StoredRow = {
    ...row,
    licence: row.licence ?? params.licence,
    attribution: row.attribution ?? params.attribution,
  }
  const { projectId } = item
  const originalSha256 = createHash('sha256').update(bytes).digest('hex')
  const same = await findKnown(db(), projectId, { originalSha256 })
  // Manifests name one image in many rows: its bytes are decoded once.
  if (same) return settle(item, payload, filled, async () => ({ imageId: same.id, duplicate: true }))

  const { maxMegapixels, maxMegabytes, frameSize, nearDuplicateBits } = settings.image
  const ingested = await ingestImage(bytes, {
    maxBytes: maxMegabytes * 2 ** 20,
    maxPixels: maxMegapixels * 1e6,
  })
  const picture = await makePicture(ingested, frameSize)
  signal.throwIfAborted()
  await settle(item, payload, filled, async (tx) => {
    const known = await findKnown(tx, projectId, { originalSha256, sha256: picture.sha256 })
    if (known) return { imageId: known.id, duplicate: true }
    const near = await findNearDuplicate(tx, projectId, picture.phash, nearDuplicateBits)
    const imageId = await addImage(
      tx,
      {
        projectId,
        name: filled.name ?? path.posix.basename(item.origin.replace(/[?#].*$/, '')).slice(0, 300),
        licence: filled.licence ?? null,
        attribution: filled.attribution ?? null,
        caption: filled.caption ?? null,
        captionStatus: filled.caption ? 'confirmed' : 'missing',
        captionBy: filled.caption ? 'import' : null,
        createdById: item.run.createdById,
      },
      picture,
      near,
    )
    return { imageId, duplicate: false }
  })
}

/**
 * Makes one file or row of an import a source image: decoded and encoded anew, hashed, framed, compared with what the
 * project has. What is wrong with the file is told on the item; everything else is tried again.
 */
export const importItem = async (
  payload: TaskPayload,
  { signal }: Pick<JobContext, 'signal'>,
): Promise<void> => {
  if (!(await beginTask(importRuns, payload))) return
  const item = await db().importItem.findUnique({ where: { id: payload.taskId }, include: { run: true } })
  if (!item) return
  try {
    await importBytes(item, payload, signal)
  } catch (error) {
    if (!isRefusal(error)) throw error
    await refuse(payload, error)
  }
}
