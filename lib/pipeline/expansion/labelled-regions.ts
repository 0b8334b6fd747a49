import type { LabelledRegion } from '@/lib/engines/language/language'
import { comparisonForm } from '@/lib/engines/text/normalise'
import type { Tx } from '@/lib/platform/db'

/**
 * An image's labelled regions that are ready; what was corrected stands for what it corrects. Regions belong to the
 * stage to the right of this one, but which objects have a mask decides what is worth writing, so this one query
 * reads them.
 */
export const labelledRegions = async (tx: Tx, imageId: string): Promise<LabelledRegion[]> => {
  const rows = await tx.region.findMany({
    where: { sourceImageId: imageId, labelled: true, status: 'ready' },
    orderBy: { id: 'asc' },
    select: { id: true, label: true, parentId: true },
  })
  const corrected = new Set(rows.map((row) => row.parentId))
  return rows.filter((row) => !corrected.has(row.id)).map(({ id, label }) => ({ id, label }))
}

const article = /^(?:the|an?|his|her|its|their|this|that|these|those) /
const nameOf = (text: string) => comparisonForm(text).replace(article, '')
const singular = (name: string) => name.replace(/(?<=[a-z]{2}[^su])s$/, '')

/**
 * The one region that an edit object names: by its words, else by the last of them (`red cup` → `cup`). Null when two
 * would do, or where the edit's type takes no region.
 */
export const regionNamed = (
  editObject: string | null,
  regions: readonly LabelledRegion[],
  need: 'required' | 'optional' | 'none',
): string | null => {
  if (editObject === null || need === 'none') return null
  const wanted = nameOf(editObject)
  const head = singular(wanted.split(' ').at(-1) ?? wanted)
  const same = regions.filter(({ label }) => nameOf(label) === wanted)
  if (same.length > 0) return same.length === 1 ? (same[0]?.id ?? null) : null
  const alike = regions.filter(({ label }) => singular(nameOf(label).split(' ').at(-1) ?? '') === head)
  return alike.length === 1 ? (alike[0]?.id ?? null) : null
}
