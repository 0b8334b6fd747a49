import { expect, test } from 'vitest'
import { regionNamed } from './labelled-regions'

const regions = [
  { id: 'cup', label: 'white cup' },
  { id: 'dog', label: 'dog' },
  { id: 'left', label: 'left boat' },
  { id: 'right', label: 'right boat' },
]

test.each([
  ['the white cup', 'optional', 'cup'],
  ['White Cup', 'required', 'cup'],
  ['cups', 'required', 'cup'],
  ['brown dogs', 'required', 'dog'],
  ['left boat', 'required', 'left'],
  ['boat', 'required', null],
  ['grass', 'required', null],
  ['dog', 'none', null],
  [null, 'required', null],
] as const)('%s of a type whose region is %s is the region %s', (object, need, id) => {
  expect(regionNamed(object, regions, need)).toBe(id)
})
