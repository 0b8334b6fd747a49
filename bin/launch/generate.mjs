import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { bundleInto } from './bundle.mjs'
import { root } from './home.mjs'
import { generateClient } from './migrate.mjs'
import { run } from './processes.mjs'

/**
 * Makes what is never committed: the database client from the schema, and the API's methods and paths from its
 * contract, for the browser. The latter takes a fifth of a second, so it is made anew each time.
 */
export async function generate({ signal } = {}) {
  mkdirSync(join(root, 'generated'), { recursive: true })
  await generateClient({ signal })
  const program = await bundleInto('write-contract', 'scripts/write-contract.ts')
  await run(process.execPath, [program], { what: 'Writing the contract', cwd: root, signal })
}
