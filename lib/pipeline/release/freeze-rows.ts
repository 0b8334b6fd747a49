import { transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import type { SealPayload } from './choose-rows'
import { frozenRow } from './frozen-row'
import { readSamples } from './read-samples'

/** Rows a transaction: about a megabyte of JSON, some tens of milliseconds. */
export const batchRows = 500

export interface Frozen {
  /** Rows frozen so far; null when this attempt no longer seals, or another process goes on in its place. */
  readonly rows: number | null
}

/**
 * Freezes the next rows of a release, in the order of their positions. `rowCount` says how far it is and moves in the
 * same transaction, so that a job killed anywhere goes on where it stopped, and of two only one goes on.
 */
export const freezeRows = (
  { releaseId, attempt }: SealPayload,
  total: number,
  from: number,
): Promise<Frozen> =>
  transaction(async (tx) => {
    const to = Math.min(total, from + batchRows)
    const { count } = await tx.release.updateMany({
      where: { id: releaseId, attempt, status: 'sealing', rowCount: from },
      data: { rowCount: to },
    })
    if (count === 0) return { rows: null }
    const samples = await readSamples(tx, releaseId, from, to)
    if (samples.length !== to - from)
      throw new ExemplarError(
        'internal',
        `Of the rows ${from} to ${to - 1} only ${samples.length} are still there.`,
        {
          fix: 'Begin another release.',
        },
      )
    const frozen = samples.map((sample) => ({ position: sample.position, payload: frozenRow(sample) }))
    await tx.$executeRaw`
      UPDATE "ReleaseRow" row SET payload = frozen.payload
      FROM jsonb_to_recordset(${JSON.stringify(frozen)}::jsonb) AS frozen(position int, payload jsonb)
      WHERE row."releaseId" = ${releaseId}::uuid AND row.position = frozen.position`
    const { projectId } = await tx.release.findUniqueOrThrow({
      where: { id: releaseId },
      select: { projectId: true },
    })
    await publish(tx, { projectId, topic: 'release', id: releaseId })
    return { rows: to }
  })
