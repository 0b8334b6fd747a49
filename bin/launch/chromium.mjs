import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { root } from './home.mjs'
import { LaunchError } from './launch-error.mjs'
import { run } from './processes.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * The Chromium for the browser tests: CHROMIUM_PATH, else the system's, else Playwright's own, which is installed if
 * its host can be reached, else Debian's package. Says what it does where that takes time.
 */
export async function ensureChromium(report, { signal }) {
  const present = findChromium()
  if (present) return present

  const attempts = [
    ['Installing Chromium (Playwright’s own)', installPlaywrights],
    ['Installing Chromium (apt-get)', installDebians],
  ]
  for (const [title, install] of attempts) {
    try {
      await report.step(title, () => install(signal))
    } catch (error) {
      if (!(error instanceof LaunchError)) throw error
      report.line(`  ${error.message}`)
    }
    const installed = findChromium()
    if (installed) return installed
  }
  throw new LaunchError(
    'The browser tests need Chromium, and it could not be installed.',
    'Install Chromium or Chrome yourself and set CHROMIUM_PATH to its program.',
  )
}

function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...applications,
  ]
  return candidates.find((file) => existsSync(file)) ?? findPlaywrights()
}

function findPlaywrights() {
  const { chromium } = createRequire(join(root, 'package.json'))('playwright')
  const file = chromium.executablePath()
  return existsSync(file) ? file : undefined
}

async function installPlaywrights(signal) {
  const cli = join(root, 'node_modules/playwright/cli.js')
  await run(process.execPath, [cli, 'install', 'chromium'], {
    what: 'playwright install chromium',
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
    signal,
  })
}

async function installDebians(signal) {
  if (spawnSync('apt-get', ['--version']).status !== 0) throw new LaunchError('There is no apt-get here.')
  const asRoot = process.getuid() === 0 ? [] : ['sudo', '-n']
  const apt = async (...args) => {
    const [command, ...rest] = [...asRoot, 'apt-get', ...args]
    await run(command, rest, {
      what: `apt-get ${args[0]}`,
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      signal,
    })
  }
  await apt('update', '-qq')
  await apt('install', '-y', '-qq', '--no-install-recommends', 'chromium')
}
