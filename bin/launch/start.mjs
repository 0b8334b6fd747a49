import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readAddress, requirePort } from './address.mjs'
import { build } from './build.mjs'
import { watchBundle } from './bundle.mjs'
import { loadDemo } from './demo.mjs'
import { environment } from './environment.mjs'
import { generate } from './generate.mjs'
import { waitForHealth } from './health.mjs'
import { loadEnvFile, openHome, root } from './home.mjs'
import { ensurePackages } from './install.mjs'
import { claimHome } from './instance.mjs'
import { explain, LaunchError, printError, requireSpace, Stopped } from './launch-error.mjs'
import { migrate } from './migrate.mjs'
import { joinPostgres } from './postgres.mjs'
import { createReport, exit } from './report.mjs'
import { stopSignal } from './stop-signal.mjs'
import { supervise } from './supervise.mjs'

const usage = `Usage: npm start -- [--port N] [--host ADDRESS] [--no-demo]

  --port N         where the web server listens (default: PORT, else 3000)
  --host ADDRESS   which address it binds (default: 127.0.0.1, this machine only; 0.0.0.0 is all)
  --no-demo        do not load the demo project into a new database

Data lives in .exemplar/ (EXEMPLAR_HOME moves it). With DATABASE_URL set, that database is used.`

/**
 * `npm start` and `npm run dev`: from a fresh clone to a running product, and back to nothing on Ctrl-C or SIGTERM.
 * What was started is undone in reverse order, however it ends.
 *
 * @param {{ mode: 'production' | 'development', argv: string[] }} how
 */
export async function start({ mode, argv }) {
  const signal = stopSignal()
  const report = createReport()
  const undo = []
  let home = root
  let code = 0
  try {
    const options = readOptions(argv)
    loadEnvFile()
    const where = readAddress(options)
    home = openHome()
    await launch({ mode, options, where, home, report, undo, signal })
  } catch (error) {
    if (!(error instanceof Stopped) && error?.name !== 'AbortError') {
      code = 1
      printError(explain(error, home))
    }
  }
  if (undo.length > 0) report.line('· Stopping …')
  for (const step of undo.reverse()) {
    try {
      await step()
    } catch (error) {
      code = 1
      printError(explain(error, home))
    }
  }
  await exit(code)
}

/** Goes all the way up, then waits: returns or throws when it is time to go down. Each step notes its undoing. */
async function launch({ mode, options, where, home, report, undo, signal }) {
  const instance = await claimHome(home)
  undo.push(() => instance.release())
  requireSpace(home)
  await requirePort(where)
  await ensurePackages(report, { signal })

  const embedded = !process.env.DATABASE_URL
  const postgres = embedded
    ? await report.step('Starting the database', () => joinPostgres(home, { signal }))
    : undefined
  if (postgres) undo.push(() => postgres.leave())
  const env = {
    ...environment(home, postgres),
    NODE_ENV: mode,
    PORT: String(where.port),
    NEXTAUTH_URL: process.env.NEXTAUTH_URL || where.address,
  }

  await migrate(env.DATABASE_URL, { report, signal })
  let bundled
  if (mode === 'production') await build(report, { signal })
  else {
    bundled = await watch(report, signal)
    undo.push(() => bundled.dispose())
  }
  const demo = embedded && options.demo ? await loadDemo(home, report, { env, signal }) : undefined

  const running = supervise({
    mode,
    home,
    where,
    env,
    instance,
    report,
    postgres,
    signal,
    onBundle: bundled?.onBundle,
  })
  undo.push(() => running.stop())
  await report.step('Starting web server and worker', () =>
    Promise.race([waitForHealth(where.health, { home, signal }), running.failed]),
  )
  announce(report, where, home, demo)
  await running.failed
}

function readOptions(argv) {
  try {
    const { values } = parseArgs({
      args: argv,
      allowNegative: true,
      options: {
        port: { type: 'string', short: 'p' },
        host: { type: 'string', short: 'H' },
        demo: { type: 'boolean', default: true },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help) {
      console.log(usage)
      process.exit(0)
    }
    return values
  } catch (error) {
    throw new LaunchError(error.message, 'See npm start -- --help')
  }
}

/** Bundles after every change; resolves after the first time, whether it succeeded or not. */
async function watch(report, signal) {
  await generate({ signal })
  const listeners = []
  let first
  const built = new Promise((resolve) => {
    first = resolve
  })
  const dispose = await watchBundle(async (errors) => {
    first()
    if (errors.length === 0) {
      for (const listener of listeners) listener()
      await generate({ signal })
    } else report.line(`✗ worker and command line: ${errors.length} errors; the last good ones go on`)
  })
  await built
  return { dispose, onBundle: (listener) => listeners.push(listener) }
}

function announce(report, { address }, home, demo) {
  report.line(`\nExemplar is ready: ${address}\n`)
  for (const { email, password, role } of demo?.accounts ?? []) {
    report.line(`  ${role.padEnd(9)} ${email.padEnd(28)} password ${password}`)
  }
  if (demo) report.line('')
  report.line(`  Data  ${home}\n  Logs  ${join(home, 'logs')}\n  Stop  Ctrl-C\n`)
}
