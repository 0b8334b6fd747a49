import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environment } from './environment.mjs'
import { migrate } from './migrate.mjs'
import { joinPostgres } from './postgres.mjs'

/** Nothing here has to survive a power cut. */
const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '300' }

/** A migrated database in a home of its own that goes with it, for tests and benches: `{ env, leave }`. */
export async function openScratchDatabase(options) {
  const home = mkdtempSync(join(tmpdir(), 'exemplar-scratch-'))
  const postgres = await joinPostgres(home, { ...options, settings })
  const leave = async () => {
    await postgres.leave()
    rmSync(home, { recursive: true, force: true })
  }
  try {
    await migrate(postgres.url, options)
  } catch (error) {
    await leave()
    throw error
  }
  return { env: environment(home, postgres), leave }
}
