import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { LaunchError, Stopped } from './launch-error.mjs'

/**
 * A process and its start time, which tells it from a later process that was given the same number: after a reboot,
 * and above all in a container, the number in a forgotten file often belongs to somebody else.
 */
export const identify = (pid) => ({ pid, started: startTime(pid) })

export function isRunning({ pid, started }) {
  const now = startTime(pid)
  return now !== undefined && (started === undefined || now === started)
}

/** Undefined when there is no such process, or only its unreaped remains. */
function startTime(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  if (process.platform === 'linux') {
    try {
      // The name, in parentheses, may hold anything; state is the first field after it, start time the twentieth.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      return fields[0] === 'Z' ? undefined : fields[19]
    } catch {
      return undefined
    }
  }
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== 'EPERM') return undefined
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}

/** Asks a process and the group that it leads to end, then insists. Resolves when it is gone. */
export async function endProcess(known, graceMs) {
  if (!isRunning(known)) return
  signalGroup(known.pid, 'SIGTERM')
  const deadline = Date.now() + graceMs
  while (isRunning(known) && Date.now() < deadline) await sleep(50)
  signalGroup(known.pid, 'SIGKILL')
  while (isRunning(known)) await sleep(20)
}

export function signalGroup(pid, signal) {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal)
      return
    } catch {
      // No such group: the process alone. No such process either: it has ended.
    }
  }
}

/**
 * Runs one step to its end and returns what it printed; a step that fails throws a LaunchError with the last of it.
 * (`lines` of it). `echo` shows the output as it comes.
 */
export async function run(command, args, { what, fix, env, cwd, signal, echo, input, lines, ...rest } = {}) {
  if (signal?.aborted) throw new Stopped()
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...rest,
  })
  const end = () => child.kill('SIGTERM')
  signal?.addEventListener('abort', end, { once: true })
  child.stdin.on('error', () => {})
  child.stdin.end(input ?? '')
  let stdout = ''
  let all = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
    all += chunk
    if (echo) process.stdout.write(chunk)
  })
  child.stderr.on('data', (chunk) => {
    all += chunk
    if (echo) process.stderr.write(chunk)
  })
  const failure = await new Promise((resolve) => {
    child.on('error', (error) => resolve(`could not be run: ${error.message}`))
    child.on('close', (code, by) =>
      resolve(code === 0 ? undefined : `ended with ${by ?? `exit code ${code}`}`),
    )
  })
  signal?.removeEventListener('abort', end)
  if (signal?.aborted) throw new Stopped()
  if (failure)
    throw new LaunchError(`${what ?? command} ${failure}.`, fix, echo ? undefined : lastLines(all, lines))
  return stdout
}

export const lastLines = (text, count = 25) => text.trimEnd().split('\n').slice(-count).join('\n')
