import type { Exemplar, PoolInstruction } from './language'
import { SeededRandom } from './seeded-random'

/** The published pipeline shows about 50 instructions and 10 whole examples for each caption. */
export const contextSizes = { pool: 50, exemplars: 10 } as const

export interface ContextRequest {
  readonly pool: readonly PoolInstruction[]
  readonly exemplars: readonly Exemplar[]
  /** Keys of the edit types asked for. Material of other types fills up only when these run short. */
  readonly editTypes: readonly string[]
  readonly seed: number
  readonly sizes?: { readonly pool: number; readonly exemplars: number }
}

export interface Context {
  readonly pool: readonly PoolInstruction[]
  readonly exemplars: readonly Exemplar[]
}

/** In code-unit order of ids, so that the order in which a database returned the rows makes no difference. */
const byId = <T extends { readonly id: string }>(list: readonly T[]) =>
  [...list].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))

/**
 * Takes from every edit type in turn, so that a type with few exemplars is still seen: uniform sampling of seeds
 * that are a fifth `add` would show most prompts no `turn` at all.
 */
function takeByType<T extends { readonly id: string; readonly editType: string }>(
  list: readonly T[],
  editTypes: readonly string[],
  size: number,
  random: SeededRandom,
): T[] {
  const shuffled = random.shuffled(byId(list))
  const wanted = new Set(editTypes)
  const groups = new Map<string, T[]>(random.shuffled(editTypes).map((key) => [key, []]))
  for (const item of shuffled) groups.get(item.editType)?.push(item)
  const taken: T[] = []
  for (let round = 0; taken.length < size; round++) {
    const before = taken.length
    for (const group of groups.values()) {
      const item = group[round]
      if (item !== undefined && taken.length < size) taken.push(item)
    }
    if (taken.length === before) break
  }
  for (const item of shuffled) {
    if (taken.length >= size) break
    if (!wanted.has(item.editType)) taken.push(item)
  }
  return random.shuffled(taken)
}

/** The in-context examples of one caption. Depends on the sets of rows and the seed alone, not on their order. */
export function sampleContext(request: ContextRequest): Context {
  const sizes = request.sizes ?? contextSizes
  const random = new SeededRandom(request.seed)
  return {
    pool: takeByType(request.pool, request.editTypes, sizes.pool, random),
    exemplars: takeByType(request.exemplars, request.editTypes, sizes.exemplars, random),
  }
}
