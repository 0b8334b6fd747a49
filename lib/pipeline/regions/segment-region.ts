import { getSettings } from '@/lib/pipeline/project'
import { db, type Prisma, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import type { JobContext } from '@/lib/platform/queue/define-job'
import { grantBlobs, putBlob, storage } from '@/lib/platform/storage/blobs'
import { runInThread } from '@/lib/platform/threads/run-in-thread'
import { findOnDevice } from './find-on-device'
import type { SegmentsIn } from './jobs'
import type { MadeMasks, MaskOrder } from './make-masks'
import { regionInput } from './schema'

type Order = Omit<MaskOrder, 'found'> & { readonly label: string }

const make = async (
  { label, ...order }: Order,
  where: SegmentsIn,
  signal: AbortSignal,
): Promise<MadeMasks | string> => {
  try {
    const found = where === 'device' ? await findOnDevice({ ...order, label }, signal) : null
    return await runInThread<MadeMasks>('pixels', 'makeMasks', { ...order, found } satisfies MaskOrder, {
      signal,
    })
  } catch (error) {
    // What the segmenter says of the drawing is for the person who drew it, and another attempt would say the same.
    if (!(error instanceof ExemplarError) || !['refused', 'bad-input'].includes(error.code)) throw error
    return error.fix ? `${error.message} ${error.fix}` : error.message
  }
}

/** Makes a region's masks once, in a thread or with a device's model. A region that moved on meanwhile keeps what it has. */
export const segmentRegionIn =
  (where: SegmentsIn) =>
  async (
    { regionId, attempt }: { regionId: string; attempt: number },
    { signal }: Pick<JobContext, 'signal'>,
  ): Promise<void> => {
    const region = await db().region.findFirst({ where: { id: regionId, attempt, status: 'pending' } })
    if (!region) return
    const frame = await db().frame.findUniqueOrThrow({ where: { id: region.frameId } })
    if (!frame.sha256) throw new ExemplarError('unavailable', 'The frame has not been rendered yet.')
    const { region: rules } = await getSettings(region.projectId)
    const order = {
      frame: await storage().read(frame.sha256),
      label: region.label,
      input: regionInput.parse(region.input),
      rules,
      seed: 1,
    }
    const made = await make(order, where, signal)
    const refused =
      typeof made === 'string' ? made : made.verdict.ok ? null : `${made.verdict.reason} ${made.verdict.fix}`
    const masks = typeof made === 'string' ? null : made.masks
    const stored = masks && {
      fineSha: (await putBlob(masks.fine, 'image/png')).sha256,
      contourSha: (await putBlob(masks.contour, 'image/png')).sha256,
      boxSha: (await putBlob(masks.box, 'image/png')).sha256,
      softSha: (await putBlob(masks.soft, 'image/png')).sha256,
    }
    await transaction(async (tx) => {
      const { count } = await tx.region.updateMany({
        where: { id: regionId, attempt, status: 'pending' },
        data: {
          status: refused === null ? 'ready' : 'refused',
          reason: refused,
          ...stored,
          ...(typeof made !== 'string' && {
            bbox: made.bbox ? (made.bbox as unknown as Prisma.InputJsonObject) : undefined,
            areaFraction: made.verdict.areaFraction,
            contourCount: made.verdict.contours,
            engine: made.engine as unknown as Prisma.InputJsonObject,
            engineMs: made.engineMs,
          }),
        },
      })
      if (count === 0) return
      if (stored) await grantBlobs(tx, region.projectId, Object.values(stored))
      await publish(tx, { projectId: region.projectId, topic: 'regions', id: regionId })
    })
  }
