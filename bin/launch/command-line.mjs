import { join } from 'node:path'
import { build } from './build.mjs'
import { root } from './home.mjs'
import { ensurePackages } from './install.mjs'
import { migrate } from './migrate.mjs'
import { openDatabase } from './open-database.mjs'
import { runProgram } from './run-program.mjs'

/** `npx exemplar …`: makes the command line current, then runs it on the configured or the embedded database. */
export async function runCommandLine(argv, { report, signal }) {
  await ensurePackages(report, { signal })
  await build(report, { signal, web: false })
  return await runProgram(join(root, 'dist/cli.mjs'), argv, { signal, open: () => provide(report, signal) })
}

async function provide(report, signal) {
  const database = await openDatabase({ signal })
  try {
    await migrate(database.env.DATABASE_URL, { report, signal })
    return database
  } catch (error) {
    await database.leave()
    throw error
  }
}
