import { createReadStream } from 'node:fs'
import path from 'node:path'
import { receiveManifest, startImport } from '@/lib/pipeline/catalog'
import { generationParams, startRun } from '@/lib/pipeline/generation'
import { installedEngines } from '@/lib/pipeline/project'
import { createRelease, findByVersion, toFolder, writeRelease } from '@/lib/pipeline/release'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import type { Cli } from '../run-action'
import { until } from '../with-worker'
import type { RunOrder } from './open-run-project'
import { linesOfShard } from './shard'

export type RunFormat = 'parquet' | 'imagefolder'

const version = 'v1.0'
const ended = ['done', 'failed', 'cancelled']

/** Brings records and images in, or goes on with an import that was cut short. */
export const importRecords = async (cli: Cli, actor: ProjectActor, { records, images, shard }: RunOrder) => {
  const { projectId } = actor
  const begun = await db().importRun.findFirst({ where: { projectId } })
  const id =
    begun?.id ??
    (
      await startImport(actor, {
        kind: 'ultraedit',
        name: path.basename(records),
        imagesFrom: { kind: 'folder', path: path.resolve(images) },
      })
    ).id
  // Killed between the two: the import waits for its manifest.
  const waits = await db().importRun.count({ where: { id, status: 'queued', total: 0 } })
  if (waits > 0) {
    const bytes = createReadStream(records)
    await receiveManifest(actor, id, shard ? linesOfShard(bytes, shard) : bytes)
  }
  return until(cli.signal, async () => {
    const run = await db().importRun.findUniqueOrThrow({ where: { id } })
    cli.progress.update(
      'Importing',
      run.done + run.failed + run.refused,
      run.status === 'queued' ? null : run.total,
    )
    if (run.status === 'failed')
      throw new ExemplarError('bad-input', run.error ?? 'The records could not be read.', {
        field: 'records',
      })
    return ended.includes(run.status) && (await unrecorded(id)) === 0 ? run : undefined
  })
}

/** Rows whose image is in and whose record is still being made. */
const unrecorded = async (runId: string): Promise<number> => {
  const [row] = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM "ImportItem" item
    WHERE item."runId" = ${runId}::uuid AND item.status = 'done' AND item.error IS NULL
      AND NOT EXISTS (SELECT 1 FROM "InstructionRecord" record WHERE record."importItemId" = item.id)`
  return row?.count ?? 0
}

/** Makes the candidates; what passes the filter counts as accepted, since there is nobody to ask. */
export const generateAll = async (
  cli: Cli,
  actor: ProjectActor,
  { engine, models, planner, samples, mode, seed }: RunOrder,
) => {
  const { projectId } = actor
  const encoder = models && (await installedEngines()).encoder ? 'clip-dinov2' : 'none'
  const begun = await db().generationRun.findFirst({ where: { projectId } })
  const id =
    begun?.id ??
    (await startRun(actor, {
      choice: { onlyNew: true },
      params: generationParams.parse({ engine, encoder, planner, samples, decidedBy: 'filter' }),
      mode,
      seed,
    }))
  return until(cli.signal, async () => {
    const run = await db().generationRun.findUniqueOrThrow({ where: { id } })
    cli.progress.update('Generating', run.done + run.failed + run.refused, run.total)
    if (!ended.includes(run.status)) return undefined
    const undecided = await db().candidate.count({ where: { runId: id, kept: true, sampleState: 'none' } })
    return undecided === 0 ? run : undefined
  })
}

const nothing = { rows: 0, digest: null, files: 0 }

/** Seals what was accepted and writes it out. The release is sealed once; writing it again gives the same bytes. Where nothing was accepted, nothing is released. */
export const releaseAll = async (cli: Cli, actor: ProjectActor, out: string, format: RunFormat) => {
  const { projectId } = actor
  if (
    (await db().candidate.count({ where: { projectId, sampleState: { in: ['accepted', 'approved'] } } })) ===
    0
  )
    return nothing
  if ((await db().release.count({ where: { projectId, version } })) === 0)
    await createRelease(actor, { version, title: 'Headless run' })
  await until(cli.signal, async () => {
    const release = await db().release.findFirstOrThrow({ where: { projectId, version } })
    if (release.status === 'failed')
      throw new ExemplarError('internal', release.error ?? 'The release could not be sealed.')
    return release.status === 'sealed' ? true : undefined
  })
  const release = await findByVersion(actor, version)
  const files = await writeRelease(release, format, toFolder(path.resolve(out)), {
    signal: cli.signal,
    onProgress: ({ rows, totalRows }) => cli.progress.update('Exporting', rows, totalRows),
  })
  return { rows: release.rowCount, digest: release.digest, files: files.length }
}

/** Why records gave nothing, the most frequent reason first. */
export const reasonsOf = async (runId: string): Promise<readonly { reason: string; records: number }[]> => {
  const rows = await db().generationTask.groupBy({
    by: ['error'],
    where: { runId, error: { not: null } },
    _count: { _all: true },
    orderBy: { _count: { error: 'desc' } },
    take: 20,
  })
  return rows.map((row) => ({ reason: row.error ?? '', records: row._count._all }))
}
