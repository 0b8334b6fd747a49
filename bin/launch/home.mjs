import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LaunchError } from './launch-error.mjs'

/** The clone. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** Reads `.env` of the clone, if there is one; what is set already wins. Next does the same for the web server. */
export function loadEnvFile() {
  const file = join(root, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
}

/** The folder of everything that this installation keeps: database, blobs, secrets, logs. Made if missing. */
export function openHome() {
  const home = resolve(root, process.env.EXEMPLAR_HOME || '.exemplar')
  // Only its owner may look inside: it holds a database and its password.
  mkdirSync(join(home, 'logs'), { recursive: true, mode: 0o700 })
  return home
}

/** The secrets of this installation, made on first use. Those that the environment sets are left to it. */
export function openSecrets(home) {
  const file = join(home, 'secrets.json')
  const kept = readPrivate(file) ?? {}
  const secrets = { NEXTAUTH_SECRET: randomBytes(32).toString('base64url'), ...kept }
  if (Object.keys(secrets).some((name) => !(name in kept))) writePrivate(file, secrets)
  return secrets
}

/** The JSON of a file that only its owner may read, or undefined if there is none. */
export function readPrivate(file) {
  if (!existsSync(file)) return undefined
  chmodSync(file, 0o600)
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new LaunchError(
      `${file} is damaged: it is not JSON.`,
      'Restore it from a copy, or remove it to have a new one made.',
    )
  }
}

/** Writes a file that only its owner may read; a reader sees the old content or the new, also after a power cut. */
export function writePrivate(file, value) {
  const draft = `${file}.${process.pid}`
  const handle = openSync(draft, 'w', 0o600)
  writeSync(handle, `${JSON.stringify(value, null, 2)}\n`)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(draft, file)
}
