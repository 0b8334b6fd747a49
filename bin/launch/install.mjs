import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './home.mjs'
import { withLock } from './lock.mjs'
import { run } from './processes.mjs'

/** The lock file that our last complete install followed. */
const stampFile = join(root, 'node_modules/.exemplar-lock')

/**
 * Runs `npm ci` unless node_modules already holds what package-lock.json asks for. npm writes what it installed into
 * a lock file of its own as its last act, so an install that was cut short counts as missing.
 */
export async function ensurePackages(report, { signal } = {}) {
  if (packagesAreCurrent()) return
  // Beside node_modules, which npm deletes first.
  await withLock(join(root, '.install.lock'), async () => {
    if (packagesAreCurrent()) return
    await report.step('Installing packages', async () => {
      const [command, args] = npm(['ci', '--no-audit', '--no-fund', '--include=optional'])
      const fix = 'Check the network, then start again: it continues where it stopped.'
      await run(command, args, { what: 'Installing packages (npm ci)', fix, cwd: root, signal })
      writeFileSync(stampFile, digest(readFileSync(join(root, 'package-lock.json'))))
    })
  })
}

function packagesAreCurrent() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  const installed = readPackages(join(root, 'node_modules/.package-lock.json'))
  if (!installed) return false
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === digest(lock)) return true
  // Somebody ran npm by hand. Optional packages are for one platform each, extraneous ones for nobody, and a
  // production install has none for development; the clone itself is ''.
  return Object.entries(JSON.parse(lock).packages).every(([path, wanted]) => {
    if (installed[path]) return installed[path].version === wanted.version
    return path === '' || wanted.optional || wanted.extraneous || (wanted.dev && omitsDev())
  })
}

const digest = (content) => createHash('sha256').update(content).digest('hex')

const omitsDev = () => process.env.NODE_ENV === 'production' || process.env.npm_config_omit === 'dev'

function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined
}

/** The npm that started us, if one did: it may be the only one, and it is the one the person chose. */
export function npm(args) {
  const script = process.env.npm_execpath
  if (script?.endsWith('.js')) return [process.execPath, [script, ...args]]
  return process.platform === 'win32' ? ['cmd', ['/c', 'npm', ...args]] : ['npm', args]
}
