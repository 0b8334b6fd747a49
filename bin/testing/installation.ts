import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const root = path.resolve(import.meta.dirname, '../..')

/** A running launcher and everything that it printed. */
export interface Launched {
  readonly process: ChildProcess
  output(): string
  /** Resolves once the output matches; throws if the launcher ends before. */
  says(pattern: RegExp): Promise<void>
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>
}

/** Runs one of the launchers in bin/ with a home of its own, as a person would from a terminal. */
export function launch(launcher: string, args: string[], env: Record<string, string>): Launched {
  return watch(process.execPath, [path.join(root, 'bin', launcher), ...args], env)
}

/** Runs npm in the clone. */
export function launchNpm(args: string[], env: Record<string, string>): Launched {
  return watch('npm', args, env)
}

function watch(command: string, args: string[], env: Record<string, string>): Launched {
  const child = spawn(command, args, {
    cwd: root,
    // What this test run was given must not reach the product.
    env: { NODE_ENV: 'test', PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    output += chunk
  })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return {
    process: child,
    output: () => output,
    ended,
    async says(pattern) {
      while (!pattern.test(output)) {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`ended early:\n${output}`)
        await sleep(50)
      }
    },
  }
}

/** A folder for one test file's home, removed with all that is in it. */
export function makeHome(): string {
  return mkdtempSync(path.join(tmpdir(), 'exemplar-launch-'))
}

export function removeHome(home: string): void {
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
}

/** The processes that a home's running installation consists of. */
export function processesOf(home: string): { launcher: number; children: number[]; database: number } {
  const { pid, children } = JSON.parse(readFileSync(path.join(home, 'running.json'), 'utf8'))
  return {
    launcher: pid,
    children: children.map((child: { pid: number }) => child.pid),
    database: databaseOf(home)!,
  }
}

/** The process of a home's database server, if its file names one. */
export function databaseOf(home: string): number | undefined {
  const file = path.join(home, 'postgres/data/postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined
}

/** Whether a process lives; one that nobody has reaped yet does not. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    const status = `/proc/${pid}/stat`
    return !existsSync(status) || !/^\d+ \(.*\) Z/.test(readFileSync(status, 'utf8'))
  } catch {
    return false
  }
}

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(50)
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
