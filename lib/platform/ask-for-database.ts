import { once } from 'node:events'
import { databaseIsConfigured, extendEnv } from './env'
import { ExemplarError } from './errors'

interface Answer {
  readonly env?: Record<string, string>
  readonly error?: string
  readonly fix?: string
}

/**
 * Called by commands that need a database, before they touch it. Unless one is configured, the launcher that runs
 * this process (bin/launch/run-program.mjs) starts or joins the embedded one, and takes it down afterwards if nobody
 * else uses it.
 *
 * @throws ExemplarError `unavailable` if there is none to be had
 */
export const askForDatabase = async (): Promise<void> => {
  if (databaseIsConfigured()) return
  if (!process.send) {
    throw new ExemplarError('unavailable', 'No database is configured.', {
      fix: 'Set DATABASE_URL, or run the command as `npx exemplar …`, which brings its own.',
    })
  }
  process.send({ ask: 'database' })
  const [answer]: Answer[] = await once(process, 'message')
  process.disconnect()
  if (!answer?.env) {
    throw new ExemplarError('unavailable', answer?.error ?? 'The database did not start.', {
      fix: answer?.fix,
    })
  }
  extendEnv(answer.env)
}
