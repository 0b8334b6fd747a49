import type { EngineIdentity } from '@/lib/engines/identity'
import { blobPath } from '@/lib/platform/api/context'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { regionFamily } from './region-family'
import { type MaskVersions, regionInput } from './schema'

/** Enough to look back on; writing a seed makes one with every pause of the brush. */
const mostShown = 50

const enginesOf = (engine: unknown, input: unknown): string[] => {
  const drawn = regionInput.safeParse(input)
  const helped = drawn.success && drawn.data.kind === 'mask' ? (drawn.data.engines ?? []) : []
  const made = (engine as EngineIdentity | null)?.name
  return made && made !== 'person' ? [made, ...helped] : helped
}

/** Every mask that a region has had, newest first, with the frame that they are drawn on. */
export const listVersions = async ({ projectId }: ProjectActor, id: string): Promise<MaskVersions> => {
  const region = await db().region.findFirst({
    where: { id, projectId },
    include: { image: { select: { id: true, name: true, caption: true } } },
  })
  if (!region) throw notFound('region')
  const { image, frameId } = region
  const [family, frame] = await Promise.all([
    regionFamily(db(), region),
    db().frame.findUniqueOrThrow({ where: { id: frameId }, select: { id: true, sha256: true, size: true } }),
  ])
  const rows = await db().region.findMany({
    where: { id: { in: family.slice(-mostShown) } },
    orderBy: { id: 'desc' },
  })
  const people = await db().user.findMany({
    where: { id: { in: rows.flatMap(({ createdById }) => createdById ?? []) } },
    select: { id: true, name: true },
  })
  const nameOf = new Map(people.map((person) => [person.id, person.name]))
  const url = (sha256: string | null) => (sha256 ? blobPath(projectId, sha256) : null)
  return {
    label: region.label,
    image: { id: image.id, name: image.name, caption: image.caption ?? '' },
    frame: { id: frame.id, url: url(frame.sha256), size: frame.size },
    latestId: family.at(-1) ?? id,
    items: rows.map((row) => {
      const number = family.indexOf(row.id) + 1
      return {
        ...row,
        number,
        name: `${image.name} · ${row.label} · v${number}`,
        sameFrame: row.frameId === frameId,
        fineUrl: url(row.fineSha),
        madeBy: row.createdById ? (nameOf.get(row.createdById) ?? null) : null,
        engines: enginesOf(row.engine, row.input),
      }
    }),
  }
}
