import { normaliseText } from '@/lib/engines/text/normalise'
import { getSettings } from '@/lib/pipeline/project'
import { audit } from '@/lib/platform/audit'
import { type ProjectActor, personOf, requireRole } from '@/lib/platform/auth/actor'
import { type Prisma, type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { checkSeed } from './check-seed'
import { findSeed, staleSeed } from './find-seed'
import { checkReferences } from './save-draft'
import type { SeedTexts, SeedView } from './schema'
import { fingerprintOf } from './submit-seed'
import { viewSeed } from './view-seed'

export interface SeedDecision {
  readonly id: string
  readonly version: number
  readonly decision: 'approve' | 'return' | 'discard'
  readonly comment?: string | undefined
  readonly edits?: Partial<SeedTexts> | undefined
}

type SeedRow = Prisma.SeedGetPayload<Record<never, never>>

const statusOf = { approve: 'approved', return: 'returned', discard: 'discarded' } as const

/** Approved seeds are exemplars: the language model sees them in context from here on. */
const adoptSeed = (tx: Tx, seed: SeedRow) => {
  if (!seed.editTypeId) throw new Error(`seed ${seed.id} passed its checks without an edit type`)
  return tx.exemplar.create({
    data: {
      projectId: seed.projectId,
      origin: 'seed',
      seedId: seed.id,
      sourceImageId: seed.sourceImageId,
      regionId: seed.regionId,
      editTypeId: seed.editTypeId,
      instruction: seed.instruction,
      sourceCaption: seed.sourceCaption,
      targetCaption: seed.targetCaption,
      editObject: seed.editObject,
    },
  })
}

const requireAnotherAuthor = async (tx: Tx, actor: ProjectActor, seed: SeedRow) => {
  const { allowSelfReview } = await getSettings(actor.projectId, tx)
  if (seed.authorId === actor.userId && actor.userId !== null && !allowSelfReview)
    throw new ExemplarError('forbidden', 'Somebody else must review a seed that you wrote.', {
      fix: 'Ask another reviewer, or allow self-review in the settings.',
    })
}

/** Ends the review of a submitted seed: approved (with the reviewer's edits, if any), returned with a comment, or discarded. */
export const decideSeed = (actor: ProjectActor, input: SeedDecision): Promise<SeedView> =>
  transaction(async (tx) => {
    requireRole(actor, 'reviewer')
    const { id, version, decision, comment = null, edits = {} } = input
    if (decision === 'return' && !comment?.trim())
      throw new ExemplarError('bad-input', 'A returned seed needs a comment.', {
        field: 'comment',
        fix: 'Say what the writer should change.',
      })
    const seed = await findSeed(tx, actor, id)
    await requireAnotherAuthor(tx, actor, seed)
    await checkReferences(tx, seed, edits)
    const edited = decision === 'approve' && Object.keys(edits).length > 0
    const instruction = normaliseText(edits.instruction ?? seed.instruction)
    const { count } = await tx.seed.updateMany({
      where: { id, version, status: 'submitted' },
      data: {
        ...(edited && {
          ...edits,
          instruction,
          targetCaption: normaliseText(edits.targetCaption ?? seed.targetCaption),
          ...fingerprintOf(instruction),
        }),
        editedByReviewer: edited,
        status: statusOf[decision],
        version: { increment: 1 },
        reviewerId: actor.userId === null ? null : personOf(actor),
        reviewComment: comment,
        decidedAt: new Date(),
      },
    })
    if (count === 0) throw await staleSeed(tx, actor, id, { decision, comment, edits })
    const decided = await findSeed(tx, actor, id)
    if (decision === 'approve') {
      const errors = (await checkSeed(tx, decided)).filter((finding) => finding.level === 'error')
      if (errors[0])
        throw new ExemplarError('bad-input', 'With these edits the seed breaks a rule.', {
          field: errors[0].field,
          detail: { findings: errors },
        })
      await adoptSeed(tx, decided)
    }
    await audit(tx, actor, {
      action: `seed.${statusOf[decision]}`,
      objectType: 'seed',
      objectId: id,
      detail: { edited, ...(comment && { comment }) },
    })
    await publish(tx, { projectId: actor.projectId, topic: 'seeds', id })
    return viewSeed(decided, tx)
  })
