import path from 'node:path'
import { defineConfig } from 'prisma/config'

// Prisma would download its native schema engine here; ours is the same engine from npm, as WebAssembly.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.join(import.meta.dirname, 'prisma/schema-engine.mjs')

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // `generate` needs no database, so an absent address is not an error before a command uses it.
  datasource: { url: process.env.DATABASE_URL },
})
