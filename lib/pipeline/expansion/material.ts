import { createHash } from 'node:crypto'
import type { Exemplar, PoolInstruction } from '@/lib/engines/language/language'
import { SeededRandom } from '@/lib/engines/language/seeded-random'
import { db } from '@/lib/platform/db'

/** What a task shows to its engine. */
export interface Context {
  readonly exemplars: readonly Exemplar[]
  readonly pool: readonly PoolInstruction[]
}

/**
 * All exemplars and pool instructions that a run draws from: those in force when it started, so that a task that is
 * made again sees the same. Ids are ordinals in the order of the texts, since engines sort by id and rows of two
 * databases with the same texts should give the same records.
 */
export interface Material extends Context {
  readonly idOf: ReadonlyMap<string, string>
}

/** What engines choose from. The OpenAI engine shows 50 and 10 of it a call; the offline one reads all of it. */
const sampleSizes = { pool: 300, exemplars: 150 }

const ordinal = (letter: string, index: number) => `${letter}${String(index).padStart(9, '0')}`
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

export const loadMaterial = async (projectId: string, at: Date): Promise<Material> => {
  const [types, exemplarRows, poolRows] = await Promise.all([
    db().editType.findMany({ where: { projectId }, select: { id: true, key: true } }),
    db().exemplar.findMany({
      where: { projectId, createdAt: { lte: at }, OR: [{ retiredAt: null }, { retiredAt: { gt: at } }] },
    }),
    db().poolInstruction.findMany({
      where: { projectId, createdAt: { lte: at }, OR: [{ removedAt: null }, { removedAt: { gt: at } }] },
      select: {
        id: true,
        text: true,
        editObject: true,
        editTypeId: true,
        fingerprint: true,
        exemplarIds: true,
      },
    }),
  ])
  const keyOf = new Map(types.map((type) => [type.id, type.key]))
  const sortKey = (row: (typeof exemplarRows)[number]) =>
    [row.instruction, row.sourceCaption, row.targetCaption, row.id].join('\n')
  const idOf = new Map<string, string>()
  const ordinalOf = new Map<string, string>()
  const exemplars = exemplarRows
    .sort((a, b) => compare(sortKey(a), sortKey(b)))
    .map((row, index): Exemplar => {
      const { instruction, sourceCaption, targetCaption, editObject } = row
      const id = ordinal('e', index)
      idOf.set(id, row.id)
      ordinalOf.set(row.id, id)
      const editType = keyOf.get(row.editTypeId) ?? 'other'
      return { id, instruction, sourceCaption, targetCaption, editObject, editType }
    })
  const pool = poolRows
    .sort((a, b) => compare(a.fingerprint, b.fingerprint))
    .map((row, index): PoolInstruction => {
      const id = ordinal('i', index)
      idOf.set(id, row.id)
      return {
        id,
        instruction: row.text,
        editObject: row.editObject,
        editType: keyOf.get(row.editTypeId) ?? 'other',
        exemplarIds: row.exemplarIds.flatMap((one) => ordinalOf.get(one) ?? []),
      }
    })
  return { exemplars, pool, idOf }
}

const kept = new Map<string, Promise<Material>>()
const runsKept = 2

/** The material of a run, kept in the process for its many tasks: 100 K instructions are some 50 MB. */
export const materialOfRun = (run: {
  id: string
  projectId: string
  startedAt: Date | null
  createdAt: Date
}) => {
  const known = kept.get(run.id)
  if (known) return known
  const loading = loadMaterial(run.projectId, run.startedAt ?? run.createdAt)
  loading.catch(() => kept.delete(run.id))
  kept.set(run.id, loading)
  for (const oldest of [...kept.keys()].slice(0, -runsKept)) kept.delete(oldest)
  return loading
}

/** uint32 of a run's seed and a task's position. */
export const seedOfTask = (seed: number, position: number): number =>
  createHash('md5').update(`${seed}:${position}`).digest().readUInt32BE(0)

/** `size` of a list in random order without copying it: Fisher–Yates over the places touched. */
const draw = <T>(list: readonly T[], size: number, random: SeededRandom): T[] => {
  const moved = new Map<number, number>()
  return Array.from({ length: Math.min(size, list.length) }, (_, at) => {
    const other = at + random.below(list.length - at)
    const taken = moved.get(other) ?? other
    moved.set(other, moved.get(at) ?? at)
    return list[taken] as T
  })
}

/** An even share of each type, so that a rare type is seen in every task. */
const drawByType = <T extends { readonly editType: string }>(
  list: readonly T[],
  types: readonly string[],
  size: number,
  random: SeededRandom,
): T[] => {
  if (list.length <= size) return [...list]
  const byType = new Map<string, T[]>()
  for (const item of list) {
    const group = byType.get(item.editType)
    if (group) group.push(item)
    else byType.set(item.editType, [item])
  }
  const present = types.filter((type) => byType.has(type))
  const share = Math.ceil(size / Math.max(1, present.length))
  return present.flatMap((type) => draw(byType.get(type) ?? [], share, random))
}

/** What one task sees; depends on the material's texts and the task's seed alone. */
export const contextOf = (material: Material, types: readonly string[], seed: number): Context => {
  const random = new SeededRandom(seed)
  return {
    exemplars: drawByType(material.exemplars, types, sampleSizes.exemplars, random),
    pool: drawByType(material.pool, types, sampleSizes.pool, random),
  }
}

/** The rows behind the ordinals that an engine gave back. */
export const rowIdsOf = (material: Material, ordinals: readonly string[]): string[] =>
  ordinals.flatMap((one) => material.idOf.get(one) ?? [])
