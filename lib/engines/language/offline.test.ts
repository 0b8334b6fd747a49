import { describe, expect, it } from 'vitest'
import { checkEditTexts } from '@/lib/engines/text/checks'
import { isNearDuplicate } from '@/lib/engines/text/near-duplicates'
import { defaultEditTypes } from './edit-types'
import type { Exemplar, WriteRecordsRequest } from './language'
import { createOfflineLanguage } from './offline'
import { readRecipe } from './offline/recipe'

let next = 0
const exemplar = (
  editType: string,
  editObject: string | null,
  instruction: string,
  sourceCaption: string,
  targetCaption: string,
): Exemplar => ({ id: `e${next++}`, editType, editObject, instruction, sourceCaption, targetCaption })

const coffee = 'a cup of coffee on a wooden table'
const house = 'An old house beside a field under a blue sky.'
const dog = 'a brown dog lying in the grass'
const exemplars = [
  exemplar('turn', 'coffee', 'Turn the coffee into matcha', coffee, 'a cup of matcha on a wooden table'),
  exemplar('change-color', 'dog', 'Make the dog silver', dog, 'a silver dog lying in the grass'),
  exemplar(
    'change-color',
    'cup',
    'Paint the cup emerald green',
    coffee,
    'an emerald green cup of coffee on a wooden table',
  ),
  exemplar('replace', 'dog', 'Replace the dog with an owl', dog, 'an owl lying in the grass'),
  exemplar(
    'add',
    'sky',
    'Hang a full moon in the sky beside the house',
    house,
    'An old house beside a field under a blue sky with a full moon.',
  ),
  exemplar('add', 'dog', 'Put a hat on the dog', dog, 'a brown dog wearing a hat lying in the grass'),
  exemplar('remove', 'cup', 'Remove the cup', coffee, 'a wooden table'),
  exemplar(
    'change-global',
    null,
    'Let snow fall across the field',
    house,
    'An old house beside a field under a blue sky in falling snow.',
  ),
  exemplar(
    'transform-global',
    null,
    'Make it look like a pencil sketch',
    house,
    'A pencil sketch of an old house beside a field under a blue sky.',
  ),
  exemplar(
    'other',
    'house',
    'Write "OPEN" on the wall of the house',
    house,
    'An old house with the word "OPEN" beside a field under a blue sky.',
  ),
]
const cat: WriteRecordsRequest = {
  image: {
    caption: 'a ginger cat sleeping on a grey sofa next to a wooden table',
    regions: [{ id: 'r1', label: 'cats' }],
  },
  pool: [],
  exemplars,
  count: 40,
  editTypes: defaultEditTypes,
  seed: 3,
}
const language = createOfflineLanguage()
const write = async (change: Partial<WriteRecordsRequest> = {}) =>
  await language.writeRecords({ ...cat, ...change })
const captionsFor = async (caption: string) =>
  (await write({ image: { caption, regions: [] } })).items.map(({ targetCaption }) => targetCaption)

describe('writeRecords', () => {
  it('says the edited caption as an annotator would', async () => {
    const { items } = await write()
    const said = new Map(items.map((item) => [item.targetCaption, item]))
    expect([...said.keys()]).toEqual(
      expect.arrayContaining([
        'a silver cat sleeping on a grey sofa next to a wooden table',
        'a ginger cat sleeping on an emerald green sofa next to a wooden table',
        'an owl sleeping on a grey sofa next to a wooden table',
        'a ginger cat wearing a hat and sleeping on a grey sofa next to a wooden table',
        'a ginger cat sleeping on a grey sofa',
        'a pencil sketch of a ginger cat sleeping on a grey sofa next to a wooden table',
      ]),
    )
    expect(said.get('a silver cat sleeping on a grey sofa next to a wooden table')).toMatchObject({
      regionId: 'r1',
      editObject: 'cat',
      editType: 'change-color',
    })
  })

  it('keeps the capital, the full stop and what a container holds', async () => {
    const caption = 'A red cup of coffee on a table.'
    const said = await captionsFor(caption)
    expect(said).toContain('A silver cup of coffee on a table.')
    expect(said).toContain('A red cup of matcha on a table.')
    expect(said).toContain('A table.')
    expect(await captionsFor('A close-up of a dog.')).toContain('A pencil sketch of a dog.')
  })

  it('moves an edit only to pictures where it makes sense', async () => {
    const { items } = await write()
    const all = items.map(({ instruction }) => instruction).join('\n')
    // Indoors there is no snow and no sky, a sofa wears no hat and holds no lettering that only a house showed.
    expect(all).not.toMatch(/snow|moon|hat on the sofa|OPEN|matcha/u)
    const winter = { caption: 'a snowy field with a barn', regions: [] }
    expect((await write({ image: winter })).items.map(({ instruction }) => instruction).join()).not.toContain(
      'snow',
    )
  })

  it('invents no type and no thing that the exemplars do not show', async () => {
    const only = exemplars.filter(({ editType }) => editType === 'change-color')
    const { items } = await write({ exemplars: only })
    expect(items.length).toBeGreaterThan(3)
    for (const item of items) {
      expect(item.editType).toBe('change-color')
      expect(item.targetCaption).toMatch(/silver|emerald green/u)
      expect(item.exemplarIds.every((id) => only.some((one) => one.id === id))).toBe(true)
    }
    expect((await write({ exemplars: [] })).items).toEqual([])
  })

  it('gives the same records for the same seed in any order of rows, and others for another seed', async () => {
    const first = await write({ count: 5 })
    expect(await write({ count: 5, exemplars: [...exemplars].reverse() })).toEqual(first)
    expect((await write({ count: 5, seed: 4 })).items).not.toEqual(first.items)
  })

  it('never repeats an edit, and every text passes the checks of the form', async () => {
    const { items } = await write()
    for (const [i, item] of items.entries()) {
      const texts = { ...item, sourceCaption: cat.image.caption }
      expect(checkEditTexts(texts)).toEqual([])
      for (const other of items.slice(i + 1)) {
        expect(isNearDuplicate(item.instruction, other.instruction)).toBe(false)
        expect(item.targetCaption).not.toBe(other.targetCaption)
      }
    }
  })

  it('drops the seeds of the very image, and counts them', async () => {
    const result = await write({ image: { caption: dog, regions: [] } })
    expect(result.items.map(({ instruction }) => instruction)).not.toContain('Make the dog silver')
    expect(result.dropped.map(({ reason }) => reason)).toContain('exact-duplicate')
  })

  it('prefers what the pool holds and names it', async () => {
    const { items } = await write({
      count: 1,
      pool: [
        {
          id: 'p1',
          instruction: 'Make the cat silver',
          editType: 'change-color',
          editObject: 'cat',
          exemplarIds: [],
        },
      ],
    })
    expect(items[0]).toMatchObject({ instruction: 'Make the cat silver', poolIds: ['p1'] })
  })

  it('survives captions of every kind', async () => {
    const captions = [
      '🐱',
      'חתול על ספה',
      'the',
      'of of of',
      '"quoted" (odd) — caption, , .',
      'cat '.repeat(60),
      '一只猫',
    ]
    for (const caption of captions) {
      const { items } = await write({ image: { caption, regions: [] } })
      for (const item of items) expect(checkEditTexts({ ...item, sourceCaption: caption })).toEqual([])
    }
  })

  it('stops when cancelled', async () => {
    const control = new AbortController()
    control.abort()
    await expect(language.writeRecords(cat, { signal: control.signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
  })
})

describe('expandInstructions', () => {
  it('combines wordings, values and nouns of the exemplars into instructions that none of them is', async () => {
    const request = { exemplars, count: 12, editTypes: defaultEditTypes, seed: 1 }
    const { items } = await language.expandInstructions(request)
    expect(items).toHaveLength(12)
    const seeds = exemplars.map(({ instruction }) => instruction)
    for (const item of items)
      expect(seeds.some((seed) => isNearDuplicate(seed, item.instruction))).toBe(false)
    expect(new Set(items.map(({ editType }) => editType)).size).toBeGreaterThan(3)
    expect(await language.expandInstructions(request)).toEqual({
      items,
      dropped: expect.any(Array),
      usage: expect.any(Object),
    })
  })
})

describe('honesty', () => {
  it('never claims to be a model and costs nothing', () => {
    expect(language.identity).toMatchObject({ isModel: false, models: [] })
    const preview = language.preview({ verb: 'write-records', ...cat })
    expect(preview.description).toMatch(/^Not a language model/u)
    expect(preview.messages).toEqual([])
    expect(preview.estimate.costMicros).toBe(0)
    expect(language.draftCaption).toBeNull()
  })
})

describe('readRecipe', () => {
  it('leaves alone what belongs to one picture only', () => {
    const particular = exemplar(
      'turn',
      null,
      'Turn the evening into a foggy morning',
      house,
      'An old house in a foggy morning.',
    )
    expect(readRecipe(particular)).toBeNull()
  })
  it('forgets where in its own picture the object stood', () => {
    const placed = exemplar(
      'replace',
      'tree',
      'Swap the tall tree in the middle for a lantern',
      'a tall tree on a hill',
      'a lantern on a hill',
    )
    expect(readRecipe(placed)).toMatchObject({
      does: 'replace',
      wording: 'Swap {O} for {V}',
      value: 'a lantern',
    })
  })
})
