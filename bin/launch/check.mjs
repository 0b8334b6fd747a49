import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { root } from './home.mjs'
import { LaunchError } from './launch-error.mjs'
import { run } from './processes.mjs'

const cruised = ['app', 'lib', 'workers', 'bin', 'bench', 'e2e'].filter((folder) =>
  existsSync(join(root, folder)),
)

/** The static checks: a name, the tool's own program, its arguments, and how to mend what it finds. Longest first. */
const checks = [
  [
    'layering',
    'dependency-cruiser/bin/dependency-cruise.mjs',
    ['--config', '.dependency-cruiser.cjs', ...cruised],
  ],
  [
    'browser and cycles',
    'dependency-cruiser/bin/dependency-cruise.mjs',
    ['--config', '.dependency-cruiser-values.cjs', ...cruised],
  ],
  ['dead code', 'knip/bin/knip.js', ['--no-progress']],
  ['types', 'typescript/bin/tsc', ['--noEmit']],
  ['messages', 'vitest/vitest.mjs', ['run', '--project', 'unit', 'lib/ui/i18n/messages.test.ts']],
  ['format', '@biomejs/biome/bin/biome', ['format'], 'npx biome check --write'],
  ['lint', '@biomejs/biome/bin/biome', ['lint', '--error-on-warnings'], 'npx biome check --write'],
]

/** Runs every check, as many at a time as there are cores, and prints what each found. Returns the counts. */
export async function check({ signal }) {
  const waiting = [...checks]
  const counts = { passed: 0, failed: 0, skipped: 0 }
  const runners = Array.from({ length: availableParallelism() }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [name, program, args, mend] = next
      const begun = Date.now()
      const problem = await findProblem(program, args, signal)
      const seconds = `${((Date.now() - begun) / 1000).toFixed(1)} s`
      if (problem === undefined) {
        counts.passed++
        console.log(`✓ ${name}  ${seconds}`)
      } else {
        counts.failed++
        console.log(
          `✗ ${name}  ${seconds}\n${problem.trimEnd().replace(/^/gm, '  │ ')}${mend ? `\n  Try: ${mend}` : ''}`,
        )
      }
    }
  })
  await Promise.all(runners)
  return counts
}

async function findProblem(program, args, signal) {
  try {
    const env = { FORCE_COLOR: '0', NO_COLOR: '1' }
    await run(process.execPath, [join(root, 'node_modules', program), ...args], {
      cwd: root,
      env,
      signal,
      lines: 80,
    })
    return undefined
  } catch (error) {
    if (error instanceof LaunchError) return error.log || error.message
    throw error
  }
}
