import { openScratchDatabase } from './scratch-database.mjs'

/**
 * Vitest's global set-up of the `db` project: one database, of which lib/platform/testing/database.ts gives every
 * test file a copy. The user's own database is never touched.
 */
export async function setup(project) {
  const { env, leave } = await openScratchDatabase()
  project.provide('templateDatabaseUrl', env.DATABASE_URL)
  return leave
}
