import { blobPath } from '@/lib/platform/api/context'
import { db, type Prisma, type Tx } from '@/lib/platform/db'
import type { ImportRow } from './find-import'
import type { ImportItemView, ImportKind, ImportView } from './schema'
import { storedParams } from './stored-row'

type ItemRow = Prisma.ImportItemGetPayload<Record<never, never>>

/** A file of an upload whose bytes have not come. */
export const awaitedFile = {
  status: 'pending',
  uploadSha: null,
  run: { kind: 'upload' },
} satisfies Prisma.ImportItemWhereInput

export const viewImports = async (rows: readonly ImportRow[], tx: Tx = db()): Promise<ImportView[]> => {
  const people = [...new Set(rows.map((row) => row.createdById).filter((one) => one !== null))]
  const uploads = rows.filter((row) => row.kind === 'upload').map((row) => row.id)
  const [users, awaited] = await Promise.all([
    tx.user.findMany({ where: { id: { in: people } }, select: { id: true, name: true } }),
    tx.importItem.groupBy({
      by: ['runId'],
      where: { runId: { in: uploads }, ...awaitedFile },
      _count: { _all: true },
    }),
  ])
  const userOf = new Map(users.map((user) => [user.id, user]))
  const awaitedOf = new Map(awaited.map((group) => [group.runId, group._count._all]))
  return rows.map((row) => {
    const { licence, attribution, manifestSha } = storedParams.parse(row.params)
    return {
      ...row,
      kind: row.kind as ImportKind,
      awaited: awaitedOf.get(row.id) ?? 0,
      manifestReceived: manifestSha !== undefined,
      licence: licence ?? null,
      attribution: attribution ?? null,
      createdBy: (row.createdById && userOf.get(row.createdById)) || null,
    }
  })
}

export const viewImport = async (row: ImportRow, tx: Tx = db()): Promise<ImportView> => {
  const [view] = await viewImports([row], tx)
  if (!view) throw new Error('an import has no view')
  return view
}

/** Whether there is something to try again: a row that could not be read has neither a place nor bytes. */
const hasSource = (row: ItemRow) =>
  row.uploadSha !== null || (typeof row.row === 'object' && row.row !== null && 'image' in row.row)

export const viewItems = async (run: ImportRow, rows: readonly ItemRow[]): Promise<ImportItemView[]> => {
  const images = await db().sourceImage.findMany({
    where: { id: { in: rows.map((row) => row.sourceImageId).filter((one) => one !== null) } },
    select: { id: true, name: true, thumbSha: true },
  })
  const imageOf = new Map(images.map((image) => [image.id, image]))
  return rows.map((row) => {
    const image = row.sourceImageId && imageOf.get(row.sourceImageId)
    const awaited = run.kind === 'upload' && row.status === 'pending' && row.uploadSha === null
    return {
      ...row,
      status: awaited ? 'awaited' : row.status,
      retriable: ['failed', 'refused'].includes(row.status) && hasSource(row),
      image: image
        ? { id: image.id, name: image.name, thumbUrl: blobPath(run.projectId, image.thumbSha) }
        : null,
    }
  })
}
