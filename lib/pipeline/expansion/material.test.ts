import { expect, test } from 'vitest'
import type { Exemplar } from '@/lib/engines/language/language'
import { contextOf, type Material, seedOfTask } from './material'

const exemplar = (index: number, editType: string): Exemplar => ({
  id: `e${String(index).padStart(4, '0')}`,
  instruction: `Instruction ${index}`,
  sourceCaption: 'a cup',
  targetCaption: 'a red cup',
  editObject: 'cup',
  editType,
})

const material: Material = {
  exemplars: Array.from({ length: 2_000 }, (_, index) => exemplar(index, index < 1_990 ? 'add' : 'turn')),
  pool: [],
  idOf: new Map(),
}

test('a task sees the same material whenever it is made again, and another task other material', () => {
  const seed = seedOfTask(7, 3)
  expect(contextOf(material, ['add', 'turn'], seed)).toEqual(contextOf(material, ['add', 'turn'], seed))
  expect(contextOf(material, ['add', 'turn'], seedOfTask(7, 4))).not.toEqual(
    contextOf(material, ['add', 'turn'], seed),
  )
})

test('a rare type is all seen, nothing is seen twice, and types that were not asked for are not seen', () => {
  const { exemplars } = contextOf(material, ['add', 'turn'], 1)
  expect(exemplars.filter(({ editType }) => editType === 'turn')).toHaveLength(10)
  expect(new Set(exemplars.map(({ id }) => id)).size).toBe(exemplars.length)
  expect(contextOf(material, ['turn'], 1).exemplars.every(({ editType }) => editType === 'turn')).toBe(true)
})
