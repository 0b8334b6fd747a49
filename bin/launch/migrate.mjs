import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './home.mjs'
import { prisma } from './prisma.mjs'

const migrationsFolder = join(root, 'prisma/migrations')

/** Brings a database to the present schema; creates it if the server has none of its name. */
export async function migrate(url, { report, signal } = {}) {
  const missing = await missingMigrations(url)
  if (missing.length === 0) return
  const deploy = () =>
    prisma(['migrate', 'deploy'], {
      what: 'Migrating the database',
      fix: 'Nothing of a failed migration is kept. `npm run prisma -- migrate status` shows where it stands.',
      env: { DATABASE_URL: url },
      signal,
    })
  if (report) await report.step('Migrating the database', deploy)
  else await deploy()
}

/** Asks the database itself: Prisma takes seconds to find out that there is nothing to do. */
async function missingMigrations(url) {
  const known = existsSync(migrationsFolder)
    ? readdirSync(migrationsFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    : []
  const applied = new Set(await appliedMigrations(url))
  return known.map((entry) => entry.name).filter((name) => !applied.has(name))
}

async function appliedMigrations(url) {
  const { default: pg } = await import(
    pathToFileURL(createRequire(join(root, 'package.json')).resolve('pg')).href
  )
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    const { rows } = await client.query(
      'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    )
    return rows.map((row) => row.migration_name)
  } catch {
    // No such database, no such table, or no server: `migrate deploy` creates the first two and reports the third.
    return []
  } finally {
    await client.end().catch(() => {})
  }
}
