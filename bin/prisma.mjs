#!/usr/bin/env node
// `npm run prisma -- migrate dev --name add-notes`: Prisma's command line on the database of this clone.
import './launch/require-node.mjs'

const { runCommand } = await import('./launch/command.mjs')
await runCommand(async ({ report, signal }) => {
  const { ensurePackages } = await import('./launch/install.mjs')
  const { prisma } = await import('./launch/prisma.mjs')
  const { openDatabase } = await import('./launch/open-database.mjs')
  await ensurePackages(report, { signal })
  const { env, leave } = await openDatabase({ signal })
  try {
    await prisma(process.argv.slice(2), { what: 'Prisma', env, signal, echo: true })
  } finally {
    await leave()
  }
})
