import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startChild } from './child.mjs'
import { root } from './home.mjs'
import { LaunchError, Stopped } from './launch-error.mjs'

const DATABASE_CHECK_MS = 1000
const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 30_000
/** A worker that lived this long is not the one that crashes at every start. */
const STEADY_MS = 60_000

/**
 * Runs the web server and the worker. A worker that dies is started again, after ever longer pauses, and so is the
 * embedded database; without the web server there is nothing to see, so its death ends the whole.
 *
 * @returns `failed`, which rejects when it is time to go down, and `stop`, which ends both programs.
 */
export function supervise({ mode, home, where, env, instance, report, postgres, signal, onBundle }) {
  const production = mode === 'production'
  const children = new Map()
  let ending = false
  let fail
  const failed = new Promise((_, reject) => {
    fail = reject
  })
  // A failure between two awaits of the launcher is seen at the next one.
  failed.catch(() => {})
  signal.addEventListener('abort', () => fail(new Stopped()), { once: true })

  function begin(name, script, args = []) {
    const logFile = join(home, 'logs', `${name}.log`)
    const child = startChild({ name, script, args, env, logFile, echo: !production })
    children.set(name, child)
    instance.record({
      pid: process.pid,
      address: where.address,
      children: [...children.values()].map(({ known }) => known),
    })
    return child
  }

  async function keepWeb() {
    const next = join(root, 'node_modules/next/dist/bin/next')
    const listen = ['--port', String(where.port), '--hostname', where.host]
    const web = begin('web', next, [production ? 'start' : 'dev', ...listen])
    const how = await web.exited
    if (!ending)
      fail(new LaunchError(`The web server ${how}.`, `Its whole log is ${web.log.file}`, web.log.tail()))
  }

  async function keepWorker() {
    let pause = FIRST_PAUSE_MS
    while (!ending) {
      const begun = Date.now()
      changed = new AbortController()
      const worker = begin('worker', join(root, 'dist/worker.mjs'))
      const how = await worker.exited
      if (ending) return
      if (changed.signal.aborted) continue
      if (Date.now() - begun > STEADY_MS) pause = FIRST_PAUSE_MS
      if (production) report.line(worker.log.tail().replace(/^/gm, '  │ '))
      report.line(
        `✗ The worker ${how}; starting it again in ${pause / 1000} s. Its whole log is ${worker.log.file}`,
      )
      await sleep(pause, undefined, { signal: AbortSignal.any([signal, changed.signal]) }).catch(() => {})
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
    }
  }

  async function keepDatabase() {
    const { url } = postgres
    while (!ending) {
      await sleep(DATABASE_CHECK_MS, undefined, { signal }).catch(() => {})
      if (ending || signal.aborted || postgres.isServing()) continue
      report.line('✗ The database ended; starting it again.')
      await postgres.revive()
      if (postgres.url !== url) {
        throw new LaunchError(
          'The port of the database was taken while it was down.',
          'Start Exemplar again.',
        )
      }
    }
  }

  // `npm run dev`: the worker's source changed, so its end is wanted, and no pause follows it.
  let changed
  onBundle?.(() => {
    changed.abort()
    children.get('worker').stop()
  })

  const loops = [keepWeb(), keepWorker(), postgres && keepDatabase()]
  for (const loop of loops) loop?.catch(fail)

  return {
    failed,
    async stop() {
      ending = true
      await Promise.all([...children.values()].map((child) => child.stop()))
    },
  }
}
