import type { EngineIdentity } from '@/lib/engines/identity'
import { comparisonForm } from '@/lib/engines/text/normalise'
import {
  type NounPhrase,
  namesThing,
  parseSentence,
  type Sentence,
  singular,
} from '@/lib/engines/text/phrases'
import { ExemplarError } from '@/lib/platform/errors'
import {
  type DraftInstruction,
  type DraftRecord,
  type Drafts,
  type Exemplar,
  type LabelledRegion,
  type LanguageEngine,
  noUsage,
  type PoolInstruction,
} from './language'
import { type Applied, applyToPicture, applyToThing } from './offline/apply-recipe'
import { type Recipe, readRecipe } from './offline/recipe'
import { SeededRandom } from './seeded-random'
import { Sieve } from './sift'

const identity: EngineIdentity = {
  name: 'language/offline',
  version: '1',
  isModel: false,
  models: [],
  provider: 'host',
}

interface Combination {
  readonly recipe: Recipe
  /** The exemplars that gave wording and value. */
  readonly exemplarIds: readonly string[]
}

/** The exemplars of the types asked for that can be understood, in an order that rows from a database don't have. */
function recipesOf(exemplars: readonly Exemplar[], editTypes: ReadonlySet<string>): Recipe[] {
  return [...exemplars]
    .filter(({ editType }) => editTypes.has(editType))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(readRecipe)
    .filter((recipe) => recipe !== null)
}

/** Every wording with every value of its edit type: two exemplars give four edits. */
function combine(recipes: readonly Recipe[]): Combination[] {
  const found = new Map<string, Combination>()
  for (const wording of recipes) {
    for (const value of recipes) {
      const swaps = wording.does === value.does && wording.editType === value.editType
      const swappable = wording.does === 'recolour' || wording.does === 'replace'
      if (wording !== value && !(swaps && swappable)) continue
      const recipe: Recipe = { ...value, wording: wording.wording }
      const ids = wording === value ? [value.exemplarId] : [wording.exemplarId, value.exemplarId]
      const key = JSON.stringify({ ...recipe, exemplarId: '' })
      if (!found.has(key)) found.set(key, { recipe, exemplarIds: ids })
    }
  }
  return [...found.values()]
}

function precedentsOf(recipes: readonly Recipe[]): Set<string> {
  return new Set(
    recipes.flatMap((recipe) => [
      `${recipe.does}:${recipe.on}`,
      ...(recipe.does === 'replace' ? [`replace:${recipe.on}:${recipe.valueClass}`] : []),
    ]),
  )
}

interface Option extends Applied, Combination {}

/** All that the combinations can say about one caption. */
function optionsFor(
  sentence: Sentence,
  regions: readonly LabelledRegion[],
  combinations: readonly Combination[],
  precedents: ReadonlySet<string>,
): Option[] {
  // An unknown noun is edited only where somebody has drawn its region: then it is a thing.
  const things = sentence.phrases.filter(
    (phrase) => namesThing(phrase) && (phrase.class !== null || regionFor(phrase, regions) !== null),
  )
  return combinations.flatMap((combination) =>
    [
      applyToPicture(combination.recipe, sentence),
      ...things.map((thing) => applyToThing(combination.recipe, sentence, thing, precedents)),
    ]
      .filter((applied) => applied !== null)
      .map((applied) => ({ ...applied, ...combination })),
  )
}

function regionFor(phrase: NounPhrase | null, regions: readonly LabelledRegion[]): LabelledRegion | null {
  if (phrase === null) return null
  const headOf = (label: string) => singular(comparisonForm(label).split(' ').at(-1) ?? '')
  const found = regions.filter(({ label }) => headOf(label) === phrase.noun)
  return found.length === 1 ? (found[0] ?? null) : null
}

/**
 * Takes one option after the other so that edit types, then objects, come in turn: a list sorted by chance alone
 * would be mostly recolours, since colours combine most. Options with a labelled region come before those without.
 */
function spread(
  options: readonly Option[],
  regions: readonly LabelledRegion[],
  random: SeededRandom,
): Option[] {
  const byType = new Map<string, Option[]>()
  const shuffled = random.shuffled(options)
  const rank = (option: Option) =>
    option.object === null || regionFor(option.object, regions) !== null ? 0 : 1
  shuffled.sort((a, b) => rank(a) - rank(b))
  for (const option of shuffled) {
    byType.set(option.recipe.editType, [...(byType.get(option.recipe.editType) ?? []), option])
  }
  const result: Option[] = []
  const used = new Map<string, number>()
  const timesUsed = (option: Option) =>
    (used.get(`w ${option.recipe.wording}`) ?? 0) +
    (used.get(`v ${'value' in option.recipe ? option.recipe.value : option.recipe.wording}`) ?? 0) +
    (used.get(`o ${option.editObject}`) ?? 0)
  const queues = random.shuffled([...byType.values()])
  while (queues.some((queue) => queue.length > 0)) {
    for (const queue of queues) {
      let best = 0
      queue.forEach((option, i) => {
        if (timesUsed(option) < timesUsed(queue[best] as Option)) best = i
      })
      const [taken] = queue.splice(best, 1)
      if (taken === undefined) continue
      result.push(taken)
      const value = 'value' in taken.recipe ? taken.recipe.value : taken.recipe.wording
      for (const key of [`w ${taken.recipe.wording}`, `v ${value}`, `o ${taken.editObject}`]) {
        used.set(key, (used.get(key) ?? 0) + 1)
      }
    }
  }
  return result
}

/** The instructions of the pool that say the same, or that came from the same exemplars. */
function poolBehind(option: Option, pool: readonly PoolInstruction[]): PoolInstruction[] {
  const wording = comparisonForm(option.instruction)
  return pool.filter((item) => {
    if (item.editType !== option.recipe.editType) return false
    if (comparisonForm(item.instruction) === wording) return true
    const ids = option.exemplarIds
    return item.exemplarIds.length === ids.length && item.exemplarIds.every((id) => ids.includes(id))
  })
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ExemplarError('cancelled', 'The expansion was cancelled.')
}

const description =
  'Not a language model. Takes the wordings, colours, things and effects of the exemplars apart and puts them together over the nouns of the caption and the labels of its regions, with the NLP library compromise. It adds no edit type and no object that the exemplars do not show.'

/** The embedded default: recombines what people wrote. Deterministic by seed, free, and never a model. */
export function createOfflineLanguage(): LanguageEngine {
  return {
    identity,
    draftCaption: null,

    async expandInstructions(request, control = {}): Promise<Drafts<DraftInstruction>> {
      const editTypes = request.editTypes.map(({ key }) => key)
      const recipes = recipesOf(request.exemplars, new Set(editTypes))
      const combinations = combine(recipes)
      const precedents = precedentsOf(recipes)
      const captions = [...new Set(request.exemplars.map(({ sourceCaption }) => sourceCaption))].sort()
      const options = captions.flatMap((caption) => {
        throwIfAborted(control.signal)
        return optionsFor(parseSentence(caption), [], combinations, precedents)
      })
      const existing = request.existing ?? request.exemplars.map(({ instruction }) => instruction)
      const sieve = new Sieve({ editTypes, sourceCaption: null, existing })
      const items: DraftInstruction[] = []
      // One wording over one noun comes up in many captions; only what the exemplars hold counts as a repeat.
      const unique = [
        ...new Map(options.map((option) => [comparisonForm(option.instruction), option])).values(),
      ]
      for (const { instruction, editObject, recipe, exemplarIds } of spread(
        unique,
        [],
        new SeededRandom(request.seed),
      )) {
        if (items.length >= request.count) break
        throwIfAborted(control.signal)
        const kept = sieve.keep({ instruction, editObject, editType: recipe.editType, exemplarIds })
        if (kept !== null) items.push(kept)
      }
      return { items, dropped: sieve.dropped, usage: noUsage }
    },

    async writeRecords(request, control = {}): Promise<Drafts<DraftRecord>> {
      throwIfAborted(control.signal)
      const editTypes = request.editTypes.map(({ key }) => key)
      const recipes = recipesOf(request.exemplars, new Set(editTypes))
      const combinations = combine(recipes)
      const { caption, regions } = request.image
      const sentence = parseSentence(
        caption,
        regions.map(({ label }) => label),
      )
      const options = optionsFor(sentence, regions, combinations, precedentsOf(recipes))
      const seedsOfThisImage = request.exemplars.filter(({ sourceCaption }) => sourceCaption === caption)
      const existing = seedsOfThisImage.map(({ instruction }) => instruction)
      const sieve = new Sieve({ editTypes, sourceCaption: caption, existing })
      const items: DraftRecord[] = []
      const random = new SeededRandom(request.seed)
      const poolOf = (option: Option) => poolBehind(option, request.pool).map(({ id }) => id)
      const pooled = options.filter((option) => poolOf(option).length > 0)
      const others = options.filter((option) => poolOf(option).length === 0)
      const said = new Set<string>()
      for (const option of [...spread(pooled, regions, random), ...spread(others, regions, random)]) {
        if (items.length >= request.count) break
        throwIfAborted(control.signal)
        // Two wordings of one edit are one edit; the exemplars have many wordings and the image deserves variety.
        if (said.has(option.targetCaption)) continue
        const kept = sieve.keep({
          instruction: option.instruction,
          targetCaption: option.targetCaption,
          editObject: option.editObject,
          editType: option.recipe.editType,
          regionId: regionFor(option.object, regions)?.id ?? null,
          exemplarIds: option.exemplarIds,
          poolIds: poolOf(option),
        })
        if (kept === null) continue
        said.add(option.targetCaption)
        items.push(kept)
      }
      return { items, dropped: sieve.dropped, usage: noUsage }
    },

    preview: () => ({
      identity,
      messages: [],
      description,
      estimate: { calls: 0, promptTokens: 0, completionTokens: 0, costMicros: 0 },
    }),
  }
}
