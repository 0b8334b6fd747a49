import { db, type Prisma, transaction } from '@/lib/platform/db'
import { publish } from '@/lib/platform/events/publish'
import type { RegionInput } from './schema'

export interface WantedRegion {
  readonly projectId: string
  readonly imageId: string
  readonly frameId: string
  /** The edit object; the detector looks for it. */
  readonly label: string
}

/**
 * The row of an object in a frame, made where nobody asked for it yet. Records that edit the same object of a picture
 * share it: the lock makes two that ask at once find one row.
 */
const claimRow = ({ projectId, imageId, frameId, label }: WantedRegion) =>
  transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`region:${frameId}:${label}`}, 0))`
    const known = await tx.region.findFirst({
      where: { projectId, frameId, label, origin: 'engine' },
      orderBy: { id: 'desc' },
    })
    if (known) return known
    const input: RegionInput = { kind: 'label' }
    const made = await tx.region.create({
      data: {
        projectId,
        sourceImageId: imageId,
        frameId,
        label,
        origin: 'engine',
        input: input as Prisma.InputJsonValue,
        attempt: 1,
      },
    })
    await publish(tx, { projectId, topic: 'regions', id: made.id })
    return made
  })

/**
 * Finds a record's object by its name and makes its masks, in the job that needs them; the answer may be `refused`,
 * with the reason. What was found before is not looked for again.
 */
export const findRegion = async (wanted: WantedRegion, signal: AbortSignal) => {
  const row = await claimRow(wanted)
  if (row.status !== 'pending') return row
  // Loaded when needed: the web process comes through this stage's door too, and never decodes a picture.
  const { segmentRegionIn } = await import('./segment-region')
  await segmentRegionIn('device')({ regionId: row.id, attempt: row.attempt }, { signal })
  return db().region.findUniqueOrThrow({ where: { id: row.id } })
}
