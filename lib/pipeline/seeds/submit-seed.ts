import { bandKeys } from '@/lib/engines/text/near-duplicates'
import { comparisonForm, normaliseText } from '@/lib/engines/text/normalise'
import { audit } from '@/lib/platform/audit'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { checkSeed } from './check-seed'
import { findSeed, staleSeed } from './find-seed'
import type { SeedView } from './schema'
import { viewSeed } from './view-seed'

/** The derived columns of an instruction, so that the next writer is told of a duplicate. */
export const fingerprintOf = (instruction: string) => ({
  fingerprint: comparisonForm(instruction),
  bands: bandKeys(instruction),
})

/** Hands a draft over for review. Errors of the checks refuse it, each with its field; warnings never do. */
export const submitSeed = (
  actor: ProjectActor,
  { id, version }: { id: string; version: number },
): Promise<SeedView> =>
  transaction(async (tx) => {
    const seed = await findSeed(tx, actor, id)
    if (seed.authorId !== actor.userId)
      throw new ExemplarError('forbidden', 'Only its author can submit a draft.')
    const errors = (await checkSeed(tx, seed)).filter((finding) => finding.level === 'error')
    const [first] = errors
    if (first)
      throw new ExemplarError('bad-input', 'The seed is not complete yet.', {
        field: first.field,
        fix: 'See the findings at each field.',
        detail: { findings: errors },
      })
    const { count } = await tx.seed.updateMany({
      where: { id, version, status: { in: ['draft', 'returned'] } },
      data: {
        status: 'submitted',
        version: { increment: 1 },
        instruction: normaliseText(seed.instruction),
        targetCaption: normaliseText(seed.targetCaption),
        ...fingerprintOf(seed.instruction),
        submittedAt: new Date(),
      },
    })
    if (count === 0) throw await staleSeed(tx, actor, id, { instruction: seed.instruction })
    await tx.sourceImage.updateMany({
      where: { id: seed.sourceImageId, leaseUserId: actor.userId },
      data: { leaseUserId: null, leaseUntil: null },
    })
    await audit(tx, actor, { action: 'seed.submitted', objectType: 'seed', objectId: id })
    await publish(tx, { projectId: actor.projectId, topic: 'seeds', id })
    return viewSeed(await findSeed(tx, actor, id), tx)
  })
