import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { env } from '@/lib/platform/env'
import { storage } from '@/lib/platform/storage/blobs'
import { check } from './check'

const gigabyte = 1e9
const littleSpace = 2 * gigabyte

export const checkNode = () =>
  check('node', 'Install Node 20.19 or newer.', async () => {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
    const isNew = major > 20 || (major === 20 && minor >= 19)
    return isNew
      ? { state: 'ok', says: process.version }
      : { state: 'fail', says: `${process.version} is too old`, fix: 'Install Node 20.19 or newer.' }
  })

export const checkEnvironment = () =>
  check(
    'environment',
    'Set what is listed, or unset DATABASE_URL to use the embedded database.',
    async () => {
      const { EXEMPLAR_EMBEDDED, EXEMPLAR_HOME } = env()
      return { state: 'ok', says: `${EXEMPLAR_EMBEDDED ? 'embedded' : 'configured'}, home ${EXEMPLAR_HOME}` }
    },
  )

export const checkStorage = () =>
  check('storage', 'Make the folder writable by the user that runs Exemplar.', async () => {
    await storage().check()
    const { bavail, bsize } = await statfs(env().EXEMPLAR_HOME)
    const free = bavail * bsize
    const says = `writable, ${(free / gigabyte).toFixed(1)} GB free`
    return free < littleSpace
      ? { state: 'warn', says, fix: 'Free some space, or move EXEMPLAR_HOME to a larger disk.' }
      : { state: 'ok', says }
  })

const systemBrowsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const ownBrowser = (root: string): string | null => {
  try {
    const { chromium } = createRequire(path.join(root, 'package.json'))('playwright')
    const file: string = chromium.executablePath()
    return existsSync(file) ? file : null
  } catch {
    return null // an installation without development packages
  }
}

/** The same order in which `npm test` looks: a system browser, then Playwright's own. */
export const checkChromium = (root: string, searchPath: string) =>
  check('chromium', 'npm test installs it.', async () => {
    const system = searchPath
      .split(path.delimiter)
      .flatMap((folder) => systemBrowsers.map((name) => path.join(folder, name)))
      .find((file) => existsSync(file))
    const file = system ?? ownBrowser(root)
    return file
      ? { state: 'ok', says: file }
      : { state: 'warn', says: 'not found; browser tests need it', fix: 'npm test installs it.' }
  })
