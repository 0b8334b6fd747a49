import { environment } from './environment.mjs'
import { openHome } from './home.mjs'
import { requireSpace } from './launch-error.mjs'
import { joinPostgres } from './postgres.mjs'

/**
 * Opens the configured database, or joins the embedded one and starts it if nobody has: `{ env, leave }`.
 * After `leave` an embedded one runs on only for those that still use it.
 */
export async function openDatabase({ signal } = {}) {
  const home = openHome()
  if (process.env.DATABASE_URL) return { env: environment(home), leave: async () => {} }
  requireSpace(home)
  const postgres = await joinPostgres(home, { signal })
  return { env: environment(home, postgres), leave: () => postgres.leave() }
}
