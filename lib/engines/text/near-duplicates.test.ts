import { describe, expect, it } from 'vitest'
import { contentKey } from './content-words'
import { bandCount, bandKeys, isNearDuplicate, NearDuplicateIndex } from './near-duplicates'

const same: [string, string][] = [
  ['turn the coffee to matcha', 'Turn the coffee into matcha.'],
  ['Please make the cat red', 'make the cats red'],
  ['change the colour of the car to gray', 'Change the color of the car to grey'],
  ['turn the cofee into matcha', 'turn the coffee into matcha'],
  ['Add a red ballon above the house', 'Add a red balloon above the house'],
  ['add a baloon in the sky', 'Add a balloon in the sky'],
  ['make the mountians snowy in winter', 'make the mountains snowy in winter'],
]
const different: [string, string][] = [
  ['make the cat red', 'make the cat blue'],
  ['replace the cat with a dog', 'replace the dog with a cat'],
  ['replace the horse with a cow', 'replace the house with a cow'],
  ['add two boats to the lake', 'add three boats to the lake'],
  ['turn the bottle green', 'turn the battle green'],
  ['put a lamp left of the sofa', 'put a lamp right of the sofa'],
  ['make it night', 'make it light'],
  [
    'change the colour of the old car parked in front of the small white house by the river to red',
    'change the colour of the old car parked in front of the small white house by the river to blue',
  ],
  ['add a hat to the dog', 'add a hat to the dog without a collar'],
  ['remove the plant', 'remove the planet'],
]

describe('isNearDuplicate', () => {
  it.each(same)('%s = %s', (a, b) => {
    expect(isNearDuplicate(a, b)).toBe(true)
    expect(isNearDuplicate(b, a)).toBe(true)
  })
  it.each(different)('%s ≠ %s', (a, b) => {
    expect(isNearDuplicate(a, b)).toBe(false)
    expect(isNearDuplicate(b, a)).toBe(false)
  })
})

describe('contentKey', () => {
  it('is equal when only function words, plural or spelling differ', () => {
    expect(contentKey('Turn the coffee into matcha.')).toBe('turn coffee matcha')
    expect(contentKey('turn the coffee to matcha')).toBe('turn coffee matcha')
  })
  it('never becomes empty, so that texts of function words stay apart', () => {
    expect(contentKey('make it so')).not.toBe('')
    expect(contentKey('it is')).not.toBe(contentKey('to be'))
  })
})

describe('bandKeys', () => {
  it('gives signed 32-bit integers that never change, since databases store them', () => {
    const keys = bandKeys('Turn the coffee into matcha.')
    expect(keys).toHaveLength(bandCount)
    expect(keys.every((key) => Number.isInteger(key) && Math.abs(key) <= 2 ** 31)).toBe(true)
    expect(keys).toEqual(bandKeys('turn coffee matcha'))
    expect(keys.slice(0, 2)).toMatchInlineSnapshot(`
      [
        1752291858,
        1674301116,
      ]
    `)
  })
  it('meets in a band when one letter is mistyped', () => {
    for (const [a, b] of same) {
      const keys = new Set(bandKeys(a))
      expect(
        bandKeys(b).some((key) => keys.has(key)),
        `${a} / ${b}`,
      ).toBe(true)
    }
  })
})

describe('NearDuplicateIndex', () => {
  it('names the instruction that a new one repeats and keeps the different ones', () => {
    const index = new NearDuplicateIndex<number>()
    expect(index.add(1, 'make the cat red')).toBeNull()
    expect(index.add(2, 'make the cat blue')).toBeNull()
    expect(index.add(3, 'Please make the cat red!')).toBe(1)
    expect(index.find('make the cats blue')).toBe(2)
    expect(index.find('make the dog blue')).toBeNull()
    expect(index.size).toBe(2)
  })

  it('finds a mistyped repeat among five thousand that look alike', () => {
    const index = new NearDuplicateIndex<number>()
    const nouns = [
      'cottage',
      'sailboat',
      'bicycle',
      'elephant',
      'lighthouse',
      'umbrella',
      'mountain',
      'butterfly',
    ]
    let id = 0
    for (const noun of nouns) {
      for (const other of nouns) {
        for (let n = 0; n < 80; n++) index.add(id++, `put item${n} of the ${noun} beside the ${other}`)
      }
    }
    expect(index.size).toBe(id)
    for (let i = 0; i < 80; i++) {
      expect(index.find(`put item${i} of the cottage beside the umbrela`)).not.toBeNull()
    }
  })
})
