/**
 * Vitest's global set-up of the `db` project: one PostgreSQL in a temporary folder and one migrated database in it,
 * of which lib/platform/testing/database.ts gives every test file a copy. The user's own database is never touched.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from './migrate.mjs'
import { joinPostgres } from './postgres.mjs'

/** Nothing here has to survive a power cut. */
const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '300' }

export async function setup(project) {
  const home = mkdtempSync(join(tmpdir(), 'exemplar-test-'))
  const postgres = await joinPostgres(home, { settings })
  try {
    await migrate(postgres.url)
  } catch (error) {
    await postgres.leave()
    throw error
  }
  project.provide('templateDatabaseUrl', postgres.url)
  return async () => {
    await postgres.leave()
    rmSync(home, { recursive: true, force: true })
  }
}
