import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { root } from './home.mjs'
import { openLog } from './log-file.mjs'
import { endProcess, identify, signalGroup } from './processes.mjs'

/** Long enough for a worker to hand back what it does; then it is killed, and the rows bring the work back. */
const GRACE_MS = 10_000

/**
 * Starts one of our long-running programs in a process group of its own: a Ctrl-C reaches only the launcher, which
 * then ends its children in order.
 *
 * @param {{ name: string, script: string, args?: string[], env: Record<string, string>, logFile: string, echo?: boolean }} options
 *   `echo` also prints every line, after the program's name.
 */
export function startChild({ name, script, args = [], env, logFile, echo = false }) {
  const log = openLog(logFile)
  const child = spawn(process.execPath, ['--enable-source-maps', script, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  })
  const known = identify(child.pid)
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => log.write(chunk))
    if (echo) createInterface({ input: stream }).on('line', (line) => console.log(`${name} │ ${line}`))
  }
  // Nothing that it started may outlive it, or hold its output open.
  child.on('exit', () => signalGroup(known.pid, 'SIGKILL'))
  const exited = new Promise((resolve) => {
    child.on('close', (code, signal) => {
      log.close()
      resolve(signal ? `was ended by ${signal}` : `ended with exit code ${code}`)
    })
  })
  return {
    name,
    known,
    log,
    /** Resolves to how it ended. */
    exited,
    async stop() {
      await endProcess(known, GRACE_MS)
      await exited
    },
  }
}
