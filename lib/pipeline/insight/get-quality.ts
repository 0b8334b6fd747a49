import { cohenKappa, dawidSkene, fleissKappa, krippendorffAlpha } from '@/lib/pipeline/review'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import type { QualityView } from './schema'

/** The latest judgements that are compared: enough to tell people apart, few enough to work out while somebody waits. */
const latest = 6_000
const leastInCommon = 10

const labels = ['accept', 'fix', 'reject'] as const

interface Said {
  itemId: string
  actorId: string
  name: string
  label: (typeof labels)[number]
  ratings: Record<string, number>
}

/** What people said, blind to each other, of items that more than one of them judged; the one that each ended with. */
const overlapping = (projectId: string) => db().$queryRaw<Said[]>`
  SELECT own."itemId", own."actorId", person.name, own.ratings,
    CASE own.verdict WHEN 'pick' THEN 'accept' ELSE own.verdict::text END AS label
  FROM "Decision" own
    JOIN "ReviewItem" item ON item.id = own."itemId" AND item."goldId" IS NULL AND cardinality(item."judgedBy") > 1
    JOIN "User" person ON person.id = own."actorId"
  WHERE own."projectId" = ${projectId}::uuid AND own."actorKind" = 'rater'
    AND NOT EXISTS (SELECT 1 FROM "Decision" later WHERE later."supersedesId" = own.id AND later."actorKind" = 'rater')
  ORDER BY own.id DESC LIMIT ${latest}`

const byItem = (said: readonly Said[]): Said[][] => {
  const items = new Map<string, Said[]>()
  for (const one of said) items.set(one.itemId, [...(items.get(one.itemId) ?? []), one])
  return [...items.values()].filter((unit) => unit.length > 1)
}

const fleiss = (units: readonly Said[][]): number | null => {
  const sizes = new Map<number, number>()
  for (const { length } of units) sizes.set(length, (sizes.get(length) ?? 0) + 1)
  const [usual] = [...sizes].sort((a, b) => b[1] - a[1])[0] ?? []
  return fleissKappa(
    units
      .filter(({ length }) => length === usual)
      .map((unit) => labels.map((label) => unit.filter((one) => one.label === label).length)),
  )
}

const comparePairs = (units: readonly Said[][]): QualityView['pairs'] => {
  const pairs = new Map<string, { people: [string, string]; said: [string, string][] }>()
  for (const unit of units) {
    const sorted = [...unit].sort((a, b) => (a.actorId < b.actorId ? -1 : 1))
    for (const [at, one] of sorted.entries())
      for (const two of sorted.slice(at + 1)) {
        const key = `${one.actorId} ${two.actorId}`
        const pair = pairs.get(key) ?? { people: [one.name, two.name], said: [] }
        pair.said.push([one.label, two.label])
        pairs.set(key, pair)
      }
  }
  return [...pairs.values()]
    .filter(({ said }) => said.length >= leastInCommon)
    .map(({ people, said }) => ({ people, items: said.length, kappa: cohenKappa(said) }))
    .sort((a, b) => (a.kappa ?? 1) - (b.kappa ?? 1))
    .slice(0, 50)
}

const compareScales = (units: readonly Said[][]): QualityView['scales'] => {
  const keys = new Set(units.flat().flatMap(({ ratings }) => Object.keys(ratings)))
  return [...keys].sort().map((key) => {
    const rated = units
      .map((unit) => unit.flatMap(({ ratings }) => (ratings[key] === undefined ? [] : [ratings[key]])))
      .filter(({ length }) => length > 1)
    return { key, items: rated.length, alpha: krippendorffAlpha(rated, 'ordinal') }
  })
}

const infer = (units: readonly Said[][]) => {
  const said = units.flat()
  const found = dawidSkene(
    said.map(({ itemId, actorId, label }) => ({ item: itemId, rater: actorId, label })),
    // One of each kind of error in advance, since nobody is sure to be right after three items.
    { smoothing: 1, rounds: 50, tolerance: 1e-6 },
  )
  const nameOf = new Map(said.map(({ actorId, name }) => [actorId, name]))
  const inferred = [...found.confusion].map(([rater, confusion]) => ({
    id: rater,
    name: nameOf.get(rater) ?? '',
    judgements: said.filter(({ actorId }) => actorId === rater).length,
    accuracy: found.priors.reduce((sum, prior, truth) => sum + prior * (confusion[truth]?.[truth] ?? 0), 0),
    confusion: confusion.map((row) => [...row]),
  }))
  return { labels: [...found.labels], inferred: inferred.sort((a, b) => a.accuracy - b.accuracy) }
}

/** How far people agree where several judged the same, and what that says of each of them. */
export const getQuality = async (actor: ProjectActor): Promise<QualityView> => {
  requireRole(actor, 'admin')
  const units = byItem(await overlapping(actor.projectId))
  return {
    items: units.length,
    judgements: units.flat().length,
    alpha: krippendorffAlpha(
      units.map((unit) => unit.map(({ label }) => labels.indexOf(label))),
      'nominal',
    ),
    fleiss: fleiss(units),
    scales: compareScales(units),
    pairs: comparePairs(units),
    ...infer(units),
  }
}
