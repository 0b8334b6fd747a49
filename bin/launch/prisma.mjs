import { join } from 'node:path'
import { root } from './home.mjs'
import { run } from './processes.mjs'

/** Runs Prisma's command line: its own file, since a wrapper such as npx would not pass signals on. */
export function prisma(args, options) {
  return run(process.execPath, [join(root, 'node_modules/prisma/build/index.js'), ...args], {
    cwd: root,
    ...options,
  })
}
