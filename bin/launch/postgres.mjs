import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPrivate, writePrivate } from './home.mjs'
import { withLock } from './lock.mjs'
import { locateBinaries } from './postgres-binaries.mjs'
import { createCluster, findServer, setPassword, startServer, stopServer } from './postgres-server.mjs'
import { identify, isRunning } from './processes.mjs'

/**
 * The embedded PostgreSQL of one home. It is shared by every process that joins it, and the last one to leave stops
 * it; who died without leaving does not count. The server is known by its data directory, never by its port.
 *
 * @param {string} home
 * @param {{ signal?: AbortSignal, settings?: Record<string, string> }} [options] `settings` are PostgreSQL's own.
 */
export async function joinPostgres(home, { signal, settings = {} } = {}) {
  const folder = join(home, 'postgres')
  const files = {
    data: join(folder, 'data'),
    access: join(folder, 'access.json'),
    lock: join(folder, 'lock'),
    users: join(folder, 'users'),
    log: join(home, 'logs', 'postgres.log'),
  }
  mkdirSync(files.users, { recursive: true, mode: 0o700 })
  mkdirSync(join(home, 'logs'), { recursive: true, mode: 0o700 })
  const binaries = await locateBinaries()

  /** Makes what is missing, from nothing to a lost password to a stopped server. Returns the server's facts. */
  const bringUp = () =>
    withLock(
      files.lock,
      async () => {
        const access = readPrivate(files.access) ?? { password: randomBytes(24).toString('base64url') }
        let server = await findServer(files.data)
        if (!existsSync(files.data)) {
          await createCluster({ ...files, binaries, password: access.password })
        } else if (!existsSync(files.access)) {
          if (server) await stopServer({ ...files, binaries, server })
          server = undefined
          await setPassword({ ...files, binaries, password: access.password })
        }
        writePrivate(files.access, access)
        server ??= await startServer({ ...files, binaries, settings, port: access.port })
        if (server.port !== access.port) writePrivate(files.access, { ...access, port: server.port })
        writeFileSync(join(files.users, String(process.pid)), JSON.stringify(identify(process.pid)))
        return {
          ...server,
          url: `postgresql://exemplar:${access.password}@127.0.0.1:${server.port}/exemplar`,
        }
      },
      { signal },
    )

  let server = await bringUp()
  return {
    get url() {
      return server.url
    },
    get pid() {
      return server.pid
    },
    /** False after a crash or a kill, until `revive`. */
    isServing: () => isRunning(server),
    async revive() {
      server = await bringUp()
    },
    /** Leaves the server to the others that use it, or stops it. */
    leave: () =>
      withLock(files.lock, async () => {
        rmSync(join(files.users, String(process.pid)), { force: true })
        if (livingUsers(files.users).length === 0)
          await stopServer({ ...files, binaries, server: await findServer(files.data) })
      }),
  }
}

function livingUsers(folder) {
  return readdirSync(folder).filter((name) => {
    const user = readPrivate(join(folder, name))
    if (isRunning(user)) return true
    rmSync(join(folder, name), { force: true })
    return false
  })
}
