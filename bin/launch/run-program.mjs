import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { root } from './home.mjs'
import { explain, printError } from './launch-error.mjs'

/**
 * Runs one of our bundled programs to its end and returns its exit code.
 *
 * Only the program knows whether it needs a database (`--help` does not), so it asks for one over its channel to this
 * process: `{ ask: 'database' }`, answered with `{ env }` or `{ error, fix }` (bin/run-action.ts is the
 * other end). `open` provides it: `{ env, leave }`. An embedded database that had to be started for the program ends
 * after it, however the program ended.
 */
export async function runProgram(script, argv, { open, signal }) {
  signal.throwIfAborted()
  const child = spawn(process.execPath, ['--enable-source-maps', script, ...argv], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // A command tells its progress itself; of its log, only what went wrong is worth a line on a terminal.
    env: { ...process.env, LOG_LEVEL: process.env.LOG_LEVEL || 'warn' },
  })
  // A terminal sends Ctrl-C to the program too, which then ends in its own order; a second one would cut that short.
  signal.addEventListener('abort', () => process.stdin.isTTY || child.kill('SIGTERM'), { once: true })

  let database
  child.on('message', async ({ ask }) => {
    if (ask !== 'database') return
    database ??= open()
    const answer = await database.then(
      ({ env }) => ({ env }),
      (error) => describe(explain(error, root)),
    )
    if (child.connected) child.send(answer)
  })
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (status, by) => resolve(status ?? 128 + constants.signals[by]))
  })
  const opened = await database?.catch(() => undefined)
  await opened?.leave().catch((error) => printError(explain(error, root)))
  return code
}

const describe = ({ message, fix, log }) => ({ error: log ? `${message}\n${log}` : message, fix })
