/** The server of one data directory: make, find, start, stop. Callers hold the home's lock. */
import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { LaunchError } from './launch-error.mjs'
import { rotateLog } from './log-file.mjs'
import { chooseAccount, handOver } from './postgres-binaries.mjs'
import { identify, isRunning, lastLines, run } from './processes.mjs'

const START_ATTEMPTS = 5
const READY_TIMEOUT_MS = 60_000

/** Fixed, so that messages can be recognised and text sorts the same everywhere. */
const neutral = { LC_ALL: 'C', LANG: 'C', LC_MESSAGES: 'C' }

/** Only the password opens the server, and only from this machine. */
const hostBasedAuthentication = 'host all all 127.0.0.1/32 scram-sha-256\n'

/** Makes a cluster with the role and the database `exemplar`. It appears under its final name only when whole. */
export async function createCluster({ data, binaries, password }) {
  const draft = `${data}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  handOver(draft, chooseAccount(draft).account, binaries)
  const init = [
    '--pgdata',
    draft,
    '--username=exemplar',
    '--auth=reject',
    '--encoding=UTF8',
    '--no-instructions',
  ]
  // The built-in provider knows Unicode's upper and lower case without any library of the machine.
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  await runAs(draft, binaries.initdb, [...init, ...locale], {
    what: 'Creating the database',
  })
  writeFileSync(join(draft, 'pg_hba.conf'), hostBasedAuthentication)
  await setPassword({ data: draft, binaries, password, alsoRun: 'CREATE DATABASE exemplar\n' })
  renameSync(draft, data)
}

/** Sets the role's password without knowing the last one; the server must be stopped. */
export async function setPassword({ data, binaries, password, alsoRun = '' }) {
  const input = `ALTER ROLE exemplar PASSWORD '${password}'\n${alsoRun}`
  const args = ['--single', '-D', data, '-c', 'exit_on_error=on', 'postgres']
  await runAs(data, binaries.postgres, args, {
    what: 'Setting the password of the database',
    input,
  })
}

/** The running server of a data directory, `{ pid, started, port }`, once it takes connections; or undefined. */
export async function findServer(data) {
  const deadline = Date.now() + READY_TIMEOUT_MS
  for (;;) {
    const file = readPidFile(data)
    if (!file || !isServerOf(file.pid, data)) return undefined
    if (file.status === 'ready') return { ...identify(file.pid), port: file.port }
    // Whoever started it was killed while it still recovered.
    if (Date.now() > deadline)
      throw new LaunchError(`The database in ${data} does not get ready.`, 'Look at its log.')
    await sleep(50)
  }
}

/** Starts the server, on its last port if that is still free, and waits until it takes connections. */
export async function startServer({ data, log, binaries, settings, port }) {
  await endLeftovers(data)
  const { account } = chooseAccount(data)
  handOver(data, account, binaries)
  rotateLog(log)
  appendFileSync(log, '', { mode: 0o600 })
  if (account) {
    chmodSync(dirname(log), 0o711)
    chownSync(log, account.uid, account.gid)
  }
  let chosen = port ?? (await freePort())
  for (let attempt = 1; ; attempt++) {
    const before = statSync(log).size
    try {
      const options = {
        listen_addresses: '127.0.0.1',
        unix_socket_directories: '',
        max_connections: '200',
        port: String(chosen),
        ...settings,
      }
      const flags = Object.entries(options)
        .map(([name, value]) => `-c ${name}=${value}`)
        .join(' ')
      const wait = ['-w', '-t', String(READY_TIMEOUT_MS / 1000)]
      await runAs(data, binaries.pgCtl, ['start', '-D', data, '-l', log, ...wait, '-o', flags])
      return findServer(data)
    } catch (error) {
      if (!(error instanceof LaunchError)) throw error
      const written = readFileSync(log).subarray(before).toString('utf8')
      if (attempt >= START_ATTEMPTS) throw startFailure(written || error.log, log)
      if (/could not bind|Address already in use/.test(written)) chosen = await freePort()
      else if (/pre-existing shared memory|lock file .* already exists/.test(written)) {
        await sleep(500)
        await endLeftovers(data)
      } else throw startFailure(written || error.log, log)
    }
  }
}

/** Ends all sessions and writes everything to disk. */
export async function stopServer({ data, binaries, server }) {
  if (!server) return
  const wait = ['-m', 'fast', '-w', '-t', '30']
  await runAs(data, binaries.pgCtl, ['stop', '-D', data, ...wait], {
    what: 'Stopping the database',
  })
}

/** Never cut short by a signal: half a start would leave a server that nobody knows of. All of them take seconds. */
async function runAs(data, command, args, options) {
  const { wrap, account } = chooseAccount(data)
  await run(...wrap(command, args), { env: neutral, cwd: data, ...account, ...options })
}

function startFailure(written, log) {
  if (/database files are incompatible/.test(written)) {
    return new LaunchError(
      'The database was made by another major version of PostgreSQL.',
      'Go back to the release that made it and export, or move .exemplar away to begin anew.',
      lastLines(written, 5),
    )
  }
  return new LaunchError('The database did not start.', `Its whole log is ${log}`, lastLines(written))
}

/** `postmaster.pid`: process, data directory, start time, port, …, status, one a line. It outlives a kill or a power cut. */
function readPidFile(data) {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() }
  } catch {
    return undefined
  }
}

/** A server works in its data directory; its number alone may belong to anybody by now. */
function isServerOf(pid, data) {
  if (!isRunning(identify(pid))) return false
  if (process.platform === 'linux') return worksIn(pid, realpathSync(data))
  if (process.platform === 'win32') return true
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes(data)
}

/** Linux: whether this is a process of PostgreSQL in that folder, and not for instance a shell that looks around. */
function worksIn(pid, folder) {
  try {
    const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
    return name === 'postgres' && readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch {
    return false
  }
}

/**
 * Clears what a killed server leaves: sessions that have not noticed yet and hold its memory, and the file with its
 * number, which would stop the next one if that number is in use by another program.
 */
async function endLeftovers(data) {
  if (process.platform === 'linux') {
    const place = realpathSync(data)
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    for (const pid of pids.map(Number).filter((candidate) => worksIn(candidate, place))) {
      const known = identify(pid)
      process.kill(pid, 'SIGKILL')
      while (isRunning(known)) await sleep(20)
    }
  }
  const file = readPidFile(data)
  if (file && !isServerOf(file.pid, data)) rmSync(join(data, 'postmaster.pid'), { force: true })
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
