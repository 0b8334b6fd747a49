import type { ProjectActor } from '@/lib/platform/auth/actor'
import type { Prisma, Tx } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'

export type ImageRow = Prisma.SourceImageGetPayload<Record<never, never>>

export const findImage = async (tx: Tx, actor: ProjectActor, id: string): Promise<ImageRow> => {
  const image = await tx.sourceImage.findFirst({ where: { id, projectId: actor.projectId } })
  if (!image) throw notFound('image')
  return image
}

/** Says why a guarded change touched no row: both versions, so that no words are lost. */
export const staleImage = async (tx: Tx, actor: ProjectActor, id: string, yours: object) => {
  const { version, caption, captionStatus, name, licence, attribution } = await findImage(tx, actor, id)
  return new ExemplarError('conflict', 'Somebody else changed this image in the meantime.', {
    field: 'version',
    fix: 'Compare both versions, then save again.',
    detail: { yours, theirs: { version, caption, captionStatus, name, licence, attribution } },
  })
}
