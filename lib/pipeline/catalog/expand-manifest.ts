import { db, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { newId } from '@/lib/platform/ids'
import type { JobContext } from '@/lib/platform/queue/define-job'
import { feedRun } from '@/lib/platform/runs/feed-run'
import { settleRun } from '@/lib/platform/runs/settle-run'
import { storage } from '@/lib/platform/storage/blobs'
import { failImport } from './fail-import'
import type { ImportRow as ImportRun } from './find-import'
import { importRuns } from './jobs'
import type { ImageLocation, ImportLine, ImportRow } from './readers/import-row'
import { normaliseLicence } from './readers/normalise-licence'
import { readCsv } from './readers/read-csv'
import { readJsonl } from './readers/read-jsonl'
import { readUltraEdit, type UltraEditRow } from './readers/read-ultraedit'
import { walkFolder } from './readers/walk-folder'
import { type StoredRow, storedParams } from './stored-row'

interface NewItem {
  readonly id: string
  readonly position: number
  readonly origin: string
  readonly row: StoredRow
  readonly status: 'pending' | 'refused'
  readonly field: string | null
  readonly error: string | null
  readonly fix: string | null
}

const batchRows = 1_000

const placeOf = (image: ImageLocation) => (image.kind === 'url' ? image.url : image.path)

const ofImage = ({ image, caption, licence, source, name }: ImportRow): StoredRow => ({
  image,
  caption,
  licence: licence && normaliseLicence(licence),
  attribution: source,
  name,
})

const ofRecord = ({ image, ...record }: UltraEditRow): StoredRow => ({
  image,
  caption: record.sourceCaption,
  record,
})

/** The rows of an import, whatever it reads them from. Paths in a manifest need a place to lie in. */
async function* linesOf(run: ImportRun): AsyncGenerator<ImportLine<StoredRow>> {
  const params = storedParams.parse(run.params)
  const mapped = async function* <R>(lines: AsyncIterable<ImportLine<R>>, store: (row: R) => StoredRow) {
    for await (const line of lines) yield line.ok ? { ...line, row: store(line.row) } : line
  }
  if (run.kind === 'folder') {
    if (!params.folder) throw new Error('an import by folder has no folder')
    return yield* mapped(walkFolder(params.folder), ofImage)
  }
  if (!params.manifestSha) throw new Error('the manifest has not come')
  const bytes = await storage().stream(params.manifestSha)
  const lines =
    run.kind === 'csv'
      ? mapped(readCsv(bytes), ofImage)
      : run.kind === 'jsonl'
        ? mapped(readJsonl(bytes), ofImage)
        : mapped(readUltraEdit(bytes), ofRecord)
  for await (const line of lines) {
    if (!line.ok || line.row.image?.kind !== 'path' || params.imagesFrom) yield line
    else
      yield {
        ok: false,
        line: line.line,
        file: line.row.image.path,
        field: 'image',
        message: 'The image is given as a path, and the import names no place where paths lie.',
        fix: 'Upload the images first and choose that upload, or use addresses.',
      }
  }
}

const toItem = (line: ImportLine<StoredRow>): NewItem => {
  const common = { id: newId(), position: line.line }
  return line.ok
    ? {
        ...common,
        origin: line.row.image ? placeOf(line.row.image) : '',
        row: line.row,
        status: 'pending',
        field: null,
        error: null,
        fix: null,
      }
    : {
        ...common,
        origin: line.file ?? '',
        row: {},
        status: 'refused',
        field: line.field,
        error: line.message,
        fix: line.fix,
      }
}

/** One parameter for a whole batch: several times faster than one for each value, and no limit on their number. */
const listItems = (run: ImportRun, items: readonly NewItem[]) =>
  db().$executeRaw`
    INSERT INTO "ImportItem" (id, "runId", "projectId", position, origin, row, status, field, error, fix, "finishedAt")
    SELECT item.id, ${run.id}::uuid, ${run.projectId}::uuid, item.position, item.origin, item.row,
      item.status::"TaskStatus", item.field, item.error, item.fix, CASE WHEN item.status = 'refused' THEN now() END
    FROM jsonb_to_recordset(${JSON.stringify(items)}::jsonb) AS item(id uuid, position int, origin text, row jsonb,
      status text, field text, error text, fix text)
    ON CONFLICT ("runId", position) DO NOTHING`

/**
 * Lists the rows of a manifest or folder as items, in batches, then lets the run begin. Rows that cannot be read are
 * listed as refused with their line; the others go on. Killed and run again, it skips what it had listed.
 */
export const expandManifest = async (
  { runId, attempt }: { runId: string; attempt: number },
  { signal }: Pick<JobContext, 'signal'>,
): Promise<void> => {
  const run = await db().importRun.findUnique({ where: { id: runId } })
  if (run?.status !== 'queued' || run.attempt !== attempt) return
  let batch: NewItem[] = []
  const flush = async () => {
    if (batch.length > 0) await listItems(run, batch)
    batch = []
  }
  try {
    for await (const line of linesOf(run)) {
      batch.push(toItem(line))
      if (batch.length < batchRows) continue
      await flush()
      signal.throwIfAborted()
      const [still] = await db().importRun.findMany({ where: { id: runId, attempt, status: 'queued' } })
      if (!still) return
    }
    await flush()
  } catch (error) {
    if (!(error instanceof ExemplarError) || error.code === 'cancelled') throw error
    // The whole file is at fault: another attempt would find the same.
    const why = error.fix ? `${error.message} ${error.fix}` : error.message
    return transaction((tx) => failImport(tx, runId, attempt, why))
  }
  await transaction(async (tx) => {
    const counts = await tx.importItem.groupBy({
      by: ['status'],
      where: { runId },
      _count: { _all: true },
    })
    const countOf = (status?: string) =>
      counts.reduce((sum, group) => sum + (!status || group.status === status ? group._count._all : 0), 0)
    const { count } = await tx.importRun.updateMany({
      where: { id: runId, attempt, status: 'queued' },
      data: { status: 'running', startedAt: new Date(), total: countOf(), refused: countOf('refused') },
    })
    if (count === 0) return
    await feedRun(tx, importRuns, runId)
    await settleRun(tx, importRuns, runId)
    await publish(tx, { projectId: run.projectId, topic: 'import', id: runId })
  })
}
