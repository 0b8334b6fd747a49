import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from './build.mjs'
import { bundleInto } from './bundle.mjs'
import { root } from './home.mjs'
import { LaunchError } from './launch-error.mjs'
import { createReport } from './report.mjs'
import { runProgram } from './run-program.mjs'
import { openScratchDatabase } from './scratch-database.mjs'

/** What benches import rather than are. */
const notBenches = new Set(['measure.ts', 'slow-unet.ts'])

/** What a bench has loaded into a process of ours. */
const preloads = { diffusion: ['slow-unet'] }

/**
 * Without a name lists the benches, each with the first comment in its file; with one runs it.
 * A bench that asks for a database gets an empty one, never the user's.
 */
export async function bench([name, ...args], { signal }) {
  const folder = join(root, 'bench')
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !notBenches.has(file))
  if (name === undefined) {
    for (const file of files) {
      const about = readFileSync(join(folder, file), 'utf8').match(/^\/\/ (.+)$/m)?.[1] ?? ''
      console.log(`${basename(file, '.ts').padEnd(24)} ${about}`)
    }
    return
  }
  if (!files.includes(`${name}.ts`))
    throw new LaunchError(`There is no bench ${name}.`, 'npm run bench lists them.')
  // A bench may run code in threads or on a device, whose bundles must be those of the same sources.
  await build(createReport(process.stderr), { signal, web: false })
  for (const preload of preloads[name] ?? []) await bundleInto(`bench/${preload}`, `bench/${preload}.ts`)
  const program = await bundleInto(`bench/${name}`, `bench/${name}.ts`)
  return await runProgram(program, args, { signal, open: () => openScratchDatabase({ signal }) })
}
