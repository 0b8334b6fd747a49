import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated database that every test file gets a copy of. Nobody connects to it. */
    templateDatabaseUrl: string
  }
}

/**
 * Set-up of every `*.db.test.ts`, run before the test file's own imports: gives it a database and a home of its own
 * through the environment that lib/platform/env.ts reads. The server, with all copies, goes when the run ends.
 */
const template = new URL(inject('templateDatabaseUrl'))
const templateName = template.pathname.slice(1)
const name = `test_${process.pid}_${Date.now().toString(36)}`

const maintenance = new URL(template)
maintenance.pathname = '/postgres'
const client = new pg.Client({ connectionString: maintenance.href })
await client.connect()
await client.query(`CREATE DATABASE ${name} TEMPLATE ${templateName}`)
await client.end()

const own = new URL(template)
own.pathname = `/${name}`
const home = mkdtempSync(join(tmpdir(), 'exemplar-test-home-'))
process.env.DATABASE_URL = own.href
process.env.EXEMPLAR_HOME = home

afterAll(() => rmSync(home, { recursive: true, force: true }))
