import { checkEditTexts, checkMentions } from '@/lib/engines/text/checks'
import { bandKeys, isNearDuplicate } from '@/lib/engines/text/near-duplicates'
import { comparisonForm } from '@/lib/engines/text/normalise'
import { getSettings } from '@/lib/pipeline/project'
import type { Prisma, Tx } from '@/lib/platform/db'
import type { SeedFinding } from './schema'

type SeedRow = Prisma.SeedGetPayload<Record<never, never>>

/** An instruction of another seed of the project that says the same, word for word or nearly. */
const findTwin = async (tx: Tx, seed: SeedRow): Promise<SeedFinding | null> => {
  const fingerprint = comparisonForm(seed.instruction)
  if (fingerprint === '') return null
  const alike = await tx.seed.findMany({
    where: {
      projectId: seed.projectId,
      id: { not: seed.id },
      status: { in: ['submitted', 'approved'] },
      OR: [{ fingerprint }, { bands: { hasSome: bandKeys(seed.instruction) } }],
    },
    select: { instruction: true, fingerprint: true, sourceImageId: true },
    take: 200,
  })
  // The same words on another photograph are a different edit: worth a remark, not a refusal.
  const exact = alike.find((other) => other.fingerprint === fingerprint)
  if (exact) {
    const level = exact.sourceImageId === seed.sourceImageId ? 'error' : 'warning'
    return { field: 'instruction', code: 'duplicate', level, detail: { other: exact.instruction } }
  }
  const near = alike.find((other) => isNearDuplicate(other.instruction, seed.instruction))
  return near
    ? { field: 'instruction', code: 'near-duplicate', level: 'warning', detail: { other: near.instruction } }
    : null
}

const checkRegion = async (tx: Tx, seed: SeedRow): Promise<SeedFinding[]> => {
  if (!seed.editTypeId) return [{ field: 'editTypeId', code: 'missing', level: 'error' }]
  const type = await tx.editType.findFirst({
    where: { id: seed.editTypeId, projectId: seed.projectId, archivedAt: null },
  })
  if (!type) return [{ field: 'editTypeId', code: 'missing', level: 'error' }]
  if (!seed.regionId)
    return type.region === 'required' ? [{ field: 'regionId', code: 'missing', level: 'error' }] : []
  if (type.region === 'none') return [{ field: 'regionId', code: 'region-not-allowed', level: 'error' }]
  const region = await tx.region.findFirst({
    where: { id: seed.regionId, sourceImageId: seed.sourceImageId },
  })
  return region?.status === 'ready' ? [] : [{ field: 'regionId', code: 'region-not-ready', level: 'error' }]
}

/** All that can be said of a draft, errors first. Live in the form, and again at submit. */
export const checkSeed = async (tx: Tx, seed: SeedRow): Promise<SeedFinding[]> => {
  const { image } = await getSettings(seed.projectId, tx)
  const limits = { instructionWords: 40, captionWords: image.captionMaxWords, characters: 600 }
  const labels = await tx.region.findMany({
    where: { sourceImageId: seed.sourceImageId, labelled: true },
    select: { label: true },
  })
  const mention =
    seed.instruction.trim() === ''
      ? null
      : await checkMentions(
          seed.instruction,
          seed.sourceCaption,
          labels.map((region) => region.label),
        )
  const twin = await findTwin(tx, seed)
  const findings: SeedFinding[] = [
    ...(await checkRegion(tx, seed)),
    ...checkEditTexts(seed, limits).map(({ detail, ...finding }) => ({
      ...finding,
      ...(detail && { detail: { ...detail } }),
    })),
    ...(twin ? [twin] : []),
    ...(mention ? [{ field: mention.field, code: mention.code, level: mention.level }] : []),
  ]
  return findings.sort((a, b) => (a.level === b.level ? 0 : a.level === 'error' ? -1 : 1))
}
