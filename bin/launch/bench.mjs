import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { bundleInto } from './bundle.mjs'
import { root } from './home.mjs'
import { LaunchError } from './launch-error.mjs'
import { generateClient } from './migrate.mjs'
import { openDatabase } from './open-database.mjs'
import { run } from './processes.mjs'

/** What benches import rather than are. */
const notBenches = new Set(['measure.ts'])

/** Without a name lists the benches, each with the first line of its file; with one runs it on the clone's database. */
export async function bench([name, ...args], { signal }) {
  const folder = join(root, 'bench')
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !notBenches.has(file))
  if (name === undefined) {
    for (const file of files) {
      const [first] = readFileSync(join(folder, file), 'utf8').split('\n')
      console.log(`${basename(file, '.ts').padEnd(24)} ${first.replace(/^\/\/\s*/, '')}`)
    }
    return
  }
  if (!files.includes(`${name}.ts`))
    throw new LaunchError(`There is no bench ${name}.`, 'npm run bench lists them.')
  await generateClient({ signal })
  const program = await bundleInto(`bench/${name}`, `bench/${name}.ts`)
  const database = await openDatabase({ signal })
  try {
    await run(process.execPath, ['--enable-source-maps', program, ...args], {
      what: `The bench ${name}`,
      cwd: root,
      env: database.env,
      signal,
      echo: true,
    })
  } finally {
    await database.leave()
  }
}
