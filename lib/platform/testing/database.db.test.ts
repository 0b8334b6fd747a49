import pg from 'pg'
import { expect, inject, test } from 'vitest'

test('a test file has a database of its own, never the template', async () => {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name')
  await client.end()
  expect(rows[0]?.name).toMatch(/^test_/)
  expect(inject('templateDatabaseUrl')).not.toContain(rows[0]?.name)
})
