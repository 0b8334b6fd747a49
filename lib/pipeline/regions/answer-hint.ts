import { encodeRle } from '@/lib/imaging/masks/rle'
import { db, type Prisma } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import type { JobContext } from '@/lib/platform/queue/define-job'
import { storage } from '@/lib/platform/storage/blobs'
import { findOnDevice } from './find-on-device'
import { regionHint } from './schema'

/** Has this worker's model answer a hint. Whoever waits reads it from the row. */
export const answerHint = async (
  { hintId }: { hintId: string },
  { signal }: Pick<JobContext, 'signal'>,
): Promise<void> => {
  const hint = await db().regionHint.findFirst({ where: { id: hintId, status: 'pending' } })
  if (!hint) return
  const answer = (data: Prisma.RegionHintUpdateManyMutationInput) =>
    db().regionHint.updateMany({ where: { id: hintId, status: 'pending' }, data })
  try {
    const frame = await db().frame.findUniqueOrThrow({ where: { id: hint.frameId } })
    if (!frame.sha256) throw new ExemplarError('unavailable', 'The frame has not been rendered yet.')
    const found = await findOnDevice(
      {
        frame: await storage().read(frame.sha256),
        label: '',
        input: regionHint.parse(hint.prompt),
        seed: 1,
      },
      signal,
    )
    await answer({ status: 'ready', rle: encodeRle(found.mask), engine: found.engine.name })
  } catch (error) {
    if (!(error instanceof ExemplarError) || signal.aborted) throw error
    const reason = error.fix ? `${error.message} ${error.fix}` : error.message
    await answer({ status: 'refused', reason })
  }
}
