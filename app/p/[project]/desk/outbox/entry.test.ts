import { expect, it } from 'vitest'
import { z } from 'zod'
import { newId } from './entry'

it('makes a new UUID every time', () => {
  const ids = Array.from({ length: 100 }, newId)
  expect(new Set(ids).size).toBe(100)
  for (const id of ids) expect(z.uuidv4().safeParse(id).success, id).toBe(true)
})
