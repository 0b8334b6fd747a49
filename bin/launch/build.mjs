import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from './bundle.mjs'
import { generate } from './generate.mjs'
import { root } from './home.mjs'
import { withLock } from './lock.mjs'
import { run } from './processes.mjs'
import { hashSources } from './sources.mjs'

/** Two starts in one clone build once. */
const buildLock = (use, { signal, onWait }) => {
  mkdirSync(join(root, 'generated'), { recursive: true })
  return withLock(join(root, 'generated/.build.lock'), use, { signal, onWait })
}

/**
 * Makes what is generated, the web server's build and the bundles, each only if its sources changed since.
 * `force` builds anyway; `web: false` leaves the web server out, as the command line does.
 */
export async function build(report, { signal, force = false, web = true } = {}) {
  const parts = [
    web && {
      title: 'Building the web server',
      stamp: join(root, '.next/SOURCES'),
      sources: hashSources('web'),
      make: () => buildWeb(signal),
    },
    {
      title: 'Bundling worker and command line',
      stamp: join(root, 'dist/SOURCES'),
      sources: hashSources('bundle'),
      make: bundle,
    },
  ].filter(Boolean)
  const isStale = ({ stamp, sources }) =>
    force || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== sources

  if (!parts.some(isStale)) return
  await generate({ signal })
  const onWait = () => report.line('· Waiting for another build of this clone …')
  await buildLock(
    async () => {
      for (const part of parts.filter(isStale)) {
        await report.step(part.title, async () => {
          // A build that fails half way must not be taken for a finished one.
          rmSync(part.stamp, { force: true })
          await part.make()
          writeFileSync(part.stamp, part.sources)
        })
      }
    },
    { signal, onWait },
  )
}

async function buildWeb(signal) {
  await run(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    what: 'Building the web server',
    cwd: root,
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    signal,
  })
}
