import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.mjs'
import { check } from './check.mjs'
import { ensureChromium } from './chromium.mjs'
import { generate } from './generate.mjs'
import { root } from './home.mjs'
import { ensurePackages } from './install.mjs'
import { LaunchError, Stopped } from './launch-error.mjs'
import { run } from './processes.mjs'
import { summarise } from './summarise.mjs'

/** In the order in which they tell most soonest. */
const suites = {
  check: (_, context) => check(context),
  unit: runVitest,
  db: runVitest,
  launch: runVitest,
  e2e: runPlaywright,
}

/** `npm test [-- SUITE [PATTERN]]`. The last line is the sum; returns the exit code. */
export async function test([suite, ...patterns], { report, signal }) {
  if (suite !== undefined && !(suite in suites)) {
    throw new LaunchError(
      `There is no suite ${suite}.`,
      `npm test -- [${Object.keys(suites).join('|')}] [pattern]`,
    )
  }
  const chosen = suite === undefined ? Object.keys(suites) : [suite]
  await ensurePackages(report, { signal })
  await generate({ signal })
  const folder = mkdtempSync(join(tmpdir(), 'exemplar-reports-'))
  const counts = []
  try {
    for (const name of chosen) {
      console.log(`\n── ${name}`)
      counts.push(await suites[name](name, { report, signal, folder, patterns }))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  console.log()
  return summarise(counts)
}

async function runVitest(project, { signal, folder, patterns }) {
  const file = join(folder, `${project}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const args = ['run', '--project', project, ...reporters, ...patterns]
  const clean = await runToEnd('vitest/vitest.mjs', args, { signal, env: { NODE_ENV: 'test' } })
  const result = readReport(file)
  // A file that does not load has no tests in it, only an error.
  const unloadable = result?.testResults.filter(
    (entry) => entry.status === 'failed' && !entry.assertionResults.length,
  )
  return judge(project, clean, {
    passed: result?.numPassedTests ?? 0,
    failed: (result?.numFailedTests ?? 0) + (unloadable?.length ?? 0),
    skipped: (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0),
  })
}

async function runPlaywright(project, { report, signal, folder, patterns }) {
  const chromium = await ensureChromium(report, { signal })
  // Not left to the product's start, whose patience is shorter than a slow machine's build.
  await build(report, { signal })
  const file = join(folder, 'e2e.json')
  const clean = await runToEnd('playwright/cli.js', ['test', '--reporter=list,json', ...patterns], {
    signal,
    env: { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  })
  const result = readReport(file)
  return judge(project, clean, {
    passed: (result?.stats.expected ?? 0) + (result?.stats.flaky ?? 0),
    failed: (result?.stats.unexpected ?? 0) + (result?.errors.length ?? 0),
    skipped: result?.stats.skipped ?? 0,
  })
}

/** Shows a runner's output as it comes; returns whether it was content. */
async function runToEnd(program, args, { signal, env }) {
  try {
    await run(process.execPath, [join(root, 'node_modules', program), ...args], {
      cwd: root,
      env,
      signal,
      echo: true,
    })
    return true
  } catch (error) {
    if (error instanceof Stopped || !(error instanceof LaunchError)) throw error
    return false
  }
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** A runner that ran nothing, or that failed without a failed test, counts as one failure. */
function judge(name, clean, counts) {
  const silent = counts.passed + counts.failed === 0 || (!clean && counts.failed === 0)
  if (!silent) return counts
  console.log(`✗ ${name}: ${clean ? 'nothing ran' : 'the runner failed'}`)
  return { ...counts, failed: counts.failed + 1 }
}
