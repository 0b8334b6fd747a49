/** The connections of schema-engine.mjs: `@prisma/adapter-pg` with the corrections that a schema engine needs. */
import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'

/** Object ids of two built-in types: PostgreSQL's one-byte `"char"` of its catalogs, and `text`. */
const CHAR = 18
const TEXT = 25

export async function canConnect(url) {
  await withClient(connectionConfig(url), (client) => client.query('SELECT 1'))
  return 'Connection successful'
}

export async function createDatabase(url) {
  const config = connectionConfig(url)
  await withClient({ ...config, database: 'postgres' }, (client) =>
    client.query(`CREATE DATABASE ${pg.escapeIdentifier(config.database)}`),
  )
  return `Database '${config.database}' created successfully.`
}

/** What `bindMigrationAwareSqlAdapterFactory` takes: how to reach the database, and how to make a scratch one. */
export function adapterFactory(url) {
  const schema = url && (new URL(url).searchParams.get('schema') ?? undefined)
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => openAdapter(connectionConfig(url), schema),
    async connectToShadowDb() {
      const config = connectionConfig(url)
      const database = `prisma_migrate_shadow_db_${randomUUID()}`
      await withClient(config, (client) => client.query(`CREATE DATABASE "${database}"`))
      return openAdapter({ ...config, database }, schema, () =>
        withClient(config, (client) => client.query(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`)),
      )
    },
  }
}

/**
 * The parts of a connection address, never the address itself: `pg` lets a `connectionString` win over `database`,
 * so a shadow connection made from one would migrate, and reset, the real database.
 */
function connectionConfig(url) {
  if (!url) throw new Error('No database address. Set DATABASE_URL.')
  const { host, port, user, password, database, ssl } = new pg.Client({ connectionString: url })
    .connectionParameters
  return { host, port, user, password, database, ssl }
}

async function withClient(config, use) {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 5000 })
  try {
    await client.connect()
    await use(client)
  } catch (error) {
    throw Object.assign(error, { prismaCode: prismaCode(error), message: explain(error, config) })
  } finally {
    await client.end().catch(() => {})
  }
}

const unreachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN', 'ENOENT'])

/** Prisma's command line decides by these codes, for one whether to offer to create the database. */
function prismaCode({ code }) {
  if (code === '3D000') return 'P1003'
  if (code === '28P01') return 'P1000'
  return unreachable.has(code) ? 'P1001' : 'P1010'
}

function explain(error, { host, port, database }) {
  if (error.code === '3D000') return `Database \`${database}\` does not exist`
  if (unreachable.has(error.code)) return `Can't reach database server at \`${host}:${port}\``
  return error.message
}

async function openAdapter(config, schema, afterClose) {
  const pool = new pg.Pool({ ...config, max: 1 })
  const adapter = await new PrismaPg(pool, { schema }).connect()
  const { queryRaw } = adapter

  // The adapter refuses "char", which the engine's catalog queries return and expect as a character.
  adapter.queryRaw = async (query) => {
    const charColumns = []
    const reader = Object.create(adapter, {
      performIO: {
        value: async (statement) => {
          const result = await adapter.performIO(statement)
          for (const [index, field] of result.fields.entries()) {
            if (field.dataTypeID !== CHAR) continue
            field.dataTypeID = TEXT
            charColumns.push(index)
          }
          return result
        },
      },
    })
    const result = await queryRaw.call(reader, query)
    for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character
    return result
  }

  // The adapter cuts a script at every semicolon, also within strings, comments and function bodies. PostgreSQL's
  // simple protocol takes the whole of it, and as one transaction: a migration is applied entirely or not at all.
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script)
    } catch (error) {
      adapter.onError(error)
    }
  }

  adapter.dispose = async () => {
    await pool.end()
    await afterClose?.()
  }
  return adapter
}
