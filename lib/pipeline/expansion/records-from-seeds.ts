import { comparisonForm } from '@/lib/engines/text/normalise'
import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { db, type Prisma, transaction } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { holdProject } from './hold-project'
import { nextIdx } from './next-idx'
import { byHand } from './revise-record'

/** Seeds in one transaction: short enough for others to get their turn between two. */
const chunk = 500

type SeedRow = Prisma.SeedGetPayload<{ include: { exemplar: true } }>

const keyOf = (imageId: string, fingerprint: string) => `${imageId} ${fingerprint}`

const recordChunk = (actor: ProjectActor, seeds: readonly SeedRow[]): Promise<number> =>
  transaction(async (tx) => {
    const { projectId } = actor
    await holdProject(tx, projectId)
    const written = await tx.instructionRecord.findMany({
      where: { projectId, sourceImageId: { in: [...new Set(seeds.map((seed) => seed.sourceImageId))] } },
      select: { sourceImageId: true, fingerprint: true },
    })
    const known = new Set(written.map((record) => keyOf(record.sourceImageId, record.fingerprint)))
    const fresh = seeds.filter((seed) => {
      const key = keyOf(seed.sourceImageId, comparisonForm(seed.instruction))
      return !known.has(key) && known.add(key)
    })
    if (fresh.length === 0) return 0
    const first = await nextIdx(tx, projectId, fresh.length)
    const data = fresh.flatMap((seed, at) => {
      if (!seed.editTypeId) return [] // an approved seed has one
      return {
        projectId,
        idx: first + BigInt(at),
        sourceImageId: seed.sourceImageId,
        regionId: seed.regionId,
        editTypeId: seed.editTypeId,
        instruction: seed.instruction,
        sourceCaption: seed.sourceCaption,
        targetCaption: seed.targetCaption,
        editObject: seed.editObject,
        fingerprint: comparisonForm(seed.instruction),
        exemplarIds: seed.exemplar ? [seed.exemplar.id] : [],
        engine: byHand,
        createdById: seed.authorId,
      }
    })
    await tx.instructionRecord.createMany({ data })
    await audit(tx, actor, {
      action: 'record.made-of-seeds',
      objectType: 'record',
      objectId: projectId,
      detail: { count: data.length },
    })
    await publish(tx, { projectId, topic: 'expansion', id: projectId })
    return data.length
  })

/**
 * Makes records of approved seeds, word for word and with their regions. A seed whose instruction is a record of its
 * image already, removed or not, is left out, so that doing it twice makes nothing new.
 */
export const recordsFromSeeds = async (
  actor: ProjectActor,
  { seedIds }: { seedIds?: readonly string[] | undefined },
): Promise<{ made: number; skipped: number }> => {
  requireRole(actor, 'admin')
  const { projectId } = actor
  const unique = seedIds && [...new Set(seedIds)]
  if (unique && (await db().seed.count({ where: { projectId, id: { in: unique } } })) < unique.length)
    throw notFound('seed')
  let made = 0
  let seen = 0
  for (let after: string | undefined; ; ) {
    const seeds = await db().seed.findMany({
      where: {
        projectId,
        status: 'approved',
        ...((unique || after) && { id: { ...(unique && { in: unique }), ...(after && { gt: after }) } }),
      },
      include: { exemplar: true },
      orderBy: { id: 'asc' },
      take: chunk,
    })
    after = seeds.at(-1)?.id
    if (after === undefined) return { made, skipped: seen - made }
    seen += seeds.length
    made += await recordChunk(actor, seeds)
  }
}
