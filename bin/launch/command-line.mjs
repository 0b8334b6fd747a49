import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { build } from './build.mjs'
import { loadEnvFile, root } from './home.mjs'
import { ensurePackages } from './install.mjs'
import { explain, printError, Stopped } from './launch-error.mjs'
import { migrate } from './migrate.mjs'
import { openDatabase } from './open-database.mjs'
import { createReport, exit } from './report.mjs'

/**
 * `npx exemplar …`: makes the command line current, runs it, and passes on its exit code.
 *
 * Only the command knows whether it needs a database (`--help` does not), so it asks for one over its channel to this
 * process: `{ ask: 'database' }`, answered with `{ env }` or `{ error, fix }`. An embedded database that had to be
 * started for it ends after it, however the command ended.
 */
export async function runCommandLine(argv) {
  const stopping = new AbortController()
  let child
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(name, () => {
      stopping.abort(new Stopped())
      // A terminal sends Ctrl-C to the command too, which then ends in its own order.
      if (name !== 'SIGINT' || !process.stdin.isTTY) child?.kill(name)
    })
  }
  // Standard output belongs to the command's result.
  const report = createReport(process.stderr)
  let database
  let code = 1
  try {
    loadEnvFile()
    await ensurePackages(report, { signal: stopping.signal })
    await build(report, { signal: stopping.signal, web: false })
    child = spawn(process.execPath, ['--enable-source-maps', join(root, 'dist/cli.mjs'), ...argv], {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    })
    child.on('message', async ({ ask }) => {
      if (ask !== 'database') return
      database ??= provideDatabase(report, stopping.signal)
      const answer = await database.then(
        ({ env }) => ({ env }),
        (error) => describe(explain(error, root)),
      )
      if (child.connected) child.send(answer)
    })
    code = await new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', (status, signal) => resolve(status ?? 128 + constants.signals[signal]))
    })
  } catch (error) {
    if (stopping.signal.aborted) code = 130
    else printError(explain(error, root))
  }
  const opened = await database?.catch(() => undefined)
  await opened?.leave().catch((error) => printError(explain(error, root)))
  await exit(code)
}

async function provideDatabase(report, signal) {
  const database = await openDatabase({ signal })
  try {
    await migrate(database.env.DATABASE_URL, { report, signal })
  } catch (error) {
    await database.leave()
    throw error
  }
  return database
}

const describe = ({ message, fix, log }) => ({ error: log ? `${message}\n${log}` : message, fix })
