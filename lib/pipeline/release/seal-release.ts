import { audit } from '@/lib/platform/audit'
import { systemActor } from '@/lib/platform/auth/actor'
import { db, type Prisma, transaction } from '@/lib/platform/db'
import { publish } from '@/lib/platform/events/publish'
import { chooseRows, type SealPayload } from './choose-rows'
import { digestRows } from './digest-rows'
import { freezeRows } from './freeze-rows'
import { releaseRows } from './release-rows'
import type { ResolvedRules } from './resolve-rules'

export interface SealControl {
  readonly signal?: AbortSignal
  /** After each batch: rows frozen, and rows in all. */
  readonly onRows?: (rows: number, total: number) => void
}

/** Ends the sealing, once. After this nothing writes to the release but its notes. */
const endSealing = (
  { releaseId, attempt }: SealPayload,
  total: number,
  { digest, summary }: Awaited<ReturnType<typeof digestRows>>,
) =>
  transaction(async (tx) => {
    const [release] = await tx.release.updateManyAndReturn({
      where: { id: releaseId, attempt, status: 'sealing', rowCount: total },
      data: {
        status: 'sealed',
        digest,
        counts: { total, summary } as unknown as Prisma.InputJsonObject,
        sealedAt: new Date(),
        error: null,
      },
    })
    if (!release) return
    await audit(tx, systemActor(release.projectId), {
      action: 'release.sealed',
      objectType: 'release',
      objectId: releaseId,
      detail: { version: release.version, rows: total, digest },
    })
    await publish(tx, { projectId: release.projectId, topic: 'release', id: releaseId })
  })

/**
 * Seals a release: chooses its rows, freezes them batch by batch, then computes the digest. Killed anywhere and run
 * again it goes on with the rows that were chosen and ends with the same ones. An abort stops it between two batches.
 */
export const sealRelease = async (
  payload: SealPayload,
  { signal, onRows }: SealControl = {},
): Promise<void> => {
  const total = await chooseRows(payload)
  if (total === null) return
  const release = await db().release.findUniqueOrThrow({ where: { id: payload.releaseId } })
  for (let rows = release.rowCount; rows < total; ) {
    signal?.throwIfAborted()
    const frozen = await freezeRows(payload, total, rows)
    if (frozen.rows === null) return
    rows = frozen.rows
    onRows?.(rows, total)
  }
  const { anchor } = release.rules as unknown as ResolvedRules
  const digested = await digestRows(releaseRows(payload.releaseId), { anchor, ...(signal && { signal }) })
  await endSealing(payload, total, digested)
}
