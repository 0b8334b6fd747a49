import { expect, test } from 'vitest'
import { judgeRecord, type Scores } from './judge'
import { generationParams } from './schema'

const params = (over: object = {}) => generationParams.parse(over)

const scored = (seed: number, over: Partial<Scores> = {}) => ({
  seed,
  scores: {
    ssim: 0.8,
    l1: 0.05,
    l2: 0.01,
    perceptual: 5,
    insideShare: 0.99,
    clipSimSource: null,
    clipSimTarget: null,
    clipSimDir: null,
    clipSimImage: null,
    dinov2Sim: null,
    ...over,
  },
})

test('a score that nothing computed never rejects', () => {
  const [only] = judgeRecord([scored(1)], params(), 'region')
  expect(only).toMatchObject({ passed: true, rank: 1, kept: true })
  expect(only?.verdict.map((rule) => rule.rule)).toEqual(['minPerceptual', 'maxPerceptual', 'insideShare'])
})

test('the published bounds hold where an encoder gave scores, by mode', () => {
  const clip = {
    clipSimSource: 0.2,
    clipSimTarget: 0.2,
    clipSimDir: 0.22,
    clipSimImage: 0.72,
    dinov2Sim: 0.4,
  }
  expect(judgeRecord([scored(1, clip)], params(), 'region')[0]?.passed).toBe(true)
  const freeForm = judgeRecord([scored(1, clip)], params(), 'free_form')[0]
  expect(freeForm?.verdict.filter((rule) => !rule.pass)).toEqual([
    { rule: 'clipSimImage', value: 0.72, bound: 0.75, pass: false },
  ])
})

test('an edit that nobody can see is rejected by name', () => {
  const [only] = judgeRecord([scored(1, { perceptual: 0.01 })], params(), 'region')
  expect(only).toMatchObject({ passed: false, rank: null, kept: false })
})

test('best direction first, then the share inside, ties by seed', () => {
  const order = (list: ReturnType<typeof scored>[]) =>
    judgeRecord(list, params(), 'region')
      .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
      .map(({ seed }) => seed)
  const clip = { clipSimSource: 0.3, clipSimTarget: 0.3, clipSimImage: 0.9, dinov2Sim: 0.9 }
  expect(order([scored(1, { ...clip, clipSimDir: 0.3 }), scored(2, { ...clip, clipSimDir: 0.4 })])).toEqual([
    2, 1,
  ])
  expect(order([scored(1, { insideShare: 0.95 }), scored(2), scored(3, { insideShare: 0.97 })])).toEqual([
    2, 3, 1,
  ])
  expect(order([scored(9), scored(4)])).toEqual([4, 9])
})

test('the top k of the mode are kept, and none when too few passed', () => {
  const five = [1, 2, 3, 4, 5].map((seed) => scored(seed))
  expect(judgeRecord(five, params(), 'region').filter(({ kept }) => kept)).toHaveLength(3)
  expect(judgeRecord(five, params(), 'free_form').filter(({ kept }) => kept)).toHaveLength(4)
  expect(judgeRecord(five.slice(0, 2), params({ minKept: 3 }), 'region').some(({ kept }) => kept)).toBe(false)
})
