import { claimImage, decideSeed, saveDraft, submitSeed } from '@/lib/pipeline/seeds'
import type { ProjectActor, Role } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import type { DemoContent } from './demo-content'

type DemoSeed = DemoContent['seeds'][number]
type Actors = Readonly<Record<Role, ProjectActor>>

const draftOf = async ({ rater }: Actors, seed: DemoSeed) => {
  const { projectId } = rater
  const image = await db().sourceImage.findFirstOrThrow({ where: { projectId, name: seed.image, turn: 1 } })
  const type = await db().editType.findUniqueOrThrow({
    where: { projectId_key: { projectId, key: seed.editType } },
  })
  const region = seed.regionLabel
    ? await db().region.findFirstOrThrow({
        where: { sourceImageId: image.id, label: seed.regionLabel, labelled: true },
      })
    : null
  const begun = await db().seed.findFirst({
    where: { sourceImageId: image.id, authorId: rater.userId, status: 'draft', instruction: '' },
  })
  const draft = begun ?? (await claimImage(rater, { imageId: image.id }))
  if (!draft) throw new Error(`no draft could be opened on ${seed.image}`)
  return saveDraft(rater, {
    id: draft.id,
    version: draft.version,
    editTypeId: type.id,
    regionId: region?.id ?? null,
    instruction: seed.instruction,
    targetCaption: seed.targetCaption,
    editObject: seed.editObject,
  })
}

/** The seeds as their rater wrote them and their reviewer decided, by the same steps that people take. */
export const loadSeeds = async (actors: Actors, seeds: readonly DemoSeed[]): Promise<void> => {
  const { projectId } = actors.rater
  for (const seed of seeds) {
    const known = await db().seed.findFirst({ where: { projectId, instruction: seed.instruction } })
    const draft = known ?? (await draftOf(actors, seed))
    if (seed.status === 'draft') continue
    const open = known === null || known.status === 'draft'
    const submitted = open ? await submitSeed(actors.rater, draft) : known
    if (seed.status === 'submitted' || submitted.status !== 'submitted') continue
    await decideSeed(actors.reviewer, {
      id: submitted.id,
      version: submitted.version,
      decision: seed.status === 'approved' ? 'approve' : 'return',
      ...(seed.comment && { comment: seed.comment }),
    })
  }
}
