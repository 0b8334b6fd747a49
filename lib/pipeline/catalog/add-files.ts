import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { lockImport } from './find-import'

interface AddedFile {
  name: string
  position: number
  /** Its bytes are here already: it need not be sent again. */
  received: boolean
}

const most = 50_000

/**
 * Announces the files of an upload, so that each has its row before its bytes. A file that was announced before, by
 * name and size, keeps its row: choosing the same files again continues an upload that was cut off.
 */
export const addFiles = (
  actor: ProjectActor,
  { id, files }: { id: string; files: readonly { name: string; size: number }[] },
): Promise<AddedFile[]> =>
  transaction(async (tx) => {
    requireRole(actor, 'admin')
    const run = await lockImport(tx, actor, id)
    if (run.kind !== 'upload')
      throw new ExemplarError('conflict', 'Files can only be added to an upload.', {
        fix: 'Start an import of the kind upload.',
      })
    if (run.status === 'cancelled')
      throw new ExemplarError('conflict', 'The upload was cancelled.', { fix: 'Start a new one.' })
    if (run.total + files.length > most)
      throw new ExemplarError('too-large', `One upload takes at most ${most} files.`, {
        field: 'files',
        fix: 'Split it, or import a folder on the server.',
      })
    const known = await tx.importItem.findMany({
      where: { runId: id, origin: { in: files.map((file) => file.name) } },
      select: { origin: true, position: true, uploadSha: true, row: true },
    })
    const keyOf = (name: string, size: unknown) => `${size} ${name}`
    const rows = new Map(
      known.map((item) => [keyOf(item.origin, (item.row as { size?: number }).size), item] as const),
    )
    const last = await tx.importItem.aggregate({ where: { runId: id }, _max: { position: true } })
    let next = (last._max.position ?? 0) + 1
    const fresh: { origin: string; size: number; position: number }[] = []
    const answer = files.map(({ name, size }) => {
      const item = rows.get(keyOf(name, size))
      if (item) return { name, position: item.position, received: item.uploadSha !== null }
      const position = next++
      fresh.push({ origin: name, size, position })
      rows.set(keyOf(name, size), { origin: name, position, uploadSha: null, row: { size } })
      return { name, position, received: false }
    })
    if (fresh.length > 0) {
      await tx.importItem.createMany({
        data: fresh.map(({ origin, size, position }) => ({
          runId: id,
          projectId: actor.projectId,
          origin,
          position,
          row: { size },
        })),
      })
      await tx.importRun.update({
        where: { id },
        data: {
          total: { increment: fresh.length },
          ...(run.status === 'done' && { status: 'running', finishedAt: null }),
        },
      })
      await publish(tx, { projectId: actor.projectId, topic: 'import', id })
    }
    return answer
  })
