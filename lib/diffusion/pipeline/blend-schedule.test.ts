import { expect, it } from 'vitest'
import { type BlendSchedule, blendsAfter } from './blend-schedule'

it.each<[BlendSchedule, number, number[]]>([
  ['odd', 4, [1, 3]],
  ['odd', 1, []],
  ['wo_final_layer', 4, [0, 1, 2]],
  ['wo_final_two_layer', 4, [0, 1]],
  ['mask_first_layer', 4, [0, 2]],
  ['mask_first_layer', 1, [0]],
])('%s blends of %i steps after %j', (schedule, steps, expected) => {
  const all = Array.from({ length: steps }, (_, i) => i)
  expect(all.filter((i) => blendsAfter(schedule, i, steps))).toEqual(expected)
})
