import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleInto } from './bundle.mjs'
import { root } from './home.mjs'
import { withLock } from './lock.mjs'
import { prisma } from './prisma.mjs'
import { run } from './processes.mjs'

const folder = join(root, 'generated')

/** Makes what the sources import from generated/: the database client and the API's routes. Each only if it changed. */
export async function generate({ signal } = {}) {
  mkdirSync(folder, { recursive: true })
  await withLock(
    join(folder, '.lock'),
    async () => {
      await generateClient(signal)
      await generateRoutes(signal)
    },
    { signal },
  )
}

async function generateClient(signal) {
  const schema = readFileSync(join(root, 'prisma/schema.prisma'))
  await unlessCurrent('.hash', schema, () =>
    prisma(['generate'], { what: 'Generating the database client', signal }),
  )
}

/** Bundled first, which is quick and holds all that the routes are made of. */
async function generateRoutes(signal) {
  const program = await bundleInto('write-contract', 'scripts/write-contract.ts')
  const what = 'Generating the routes of the API'
  await unlessCurrent('.routes-hash', readFileSync(program), () =>
    run(process.execPath, [program], { what, cwd: root, signal }),
  )
}

/** Compares a stamp of the input with the one that the last run left behind. */
async function unlessCurrent(stampName, input, make) {
  const stampFile = join(folder, stampName)
  const stamp = createHash('sha256').update(input).digest('hex').slice(0, 16)
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8').trim() === stamp) return
  await make()
  writeFileSync(stampFile, `${stamp}\n`)
}
