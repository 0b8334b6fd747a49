import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readPrivate, root, writePrivate } from './home.mjs'
import { LaunchError } from './launch-error.mjs'
import { run } from './processes.mjs'

/**
 * Loads the demo project into a new embedded database. The note that it was loaded lies beside the database, so a
 * database that was thrown away gets a new one, and a load that was cut short is repeated (loading is idempotent).
 */
export async function loadDemo(home, report, { env, signal }) {
  const note = join(home, 'postgres/demo.json')
  if (!existsSync(note)) {
    const output = await report.step('Loading the demo project', () =>
      run(process.execPath, [join(root, 'dist/cli.mjs'), 'demo', 'load', '--json'], {
        what: 'Loading the demo project',
        cwd: root,
        env,
        signal,
      }),
    )
    writePrivate(note, parse(output))
  }
  return readPrivate(note)
}

function parse(output) {
  const last = output.trimEnd().split('\n').at(-1)
  try {
    return JSON.parse(last)
  } catch {
    throw new LaunchError('Loading the demo project printed no JSON.', undefined, output)
  }
}
