import type { Command } from 'commander'
import { closeDb } from '@/lib/platform/db'
import { adoptEnv } from '@/lib/platform/env'
import { ExemplarError } from '@/lib/platform/errors'
import { closeQueues } from '@/lib/platform/queue/queues'
import { exitCodeOf, exitCodes } from './exit-codes'
import { createProgress, type Progress } from './progress'

/** What a command has at hand. */
export interface Cli {
  readonly json: boolean
  readonly progress: Progress
  /** Aborted by Ctrl-C: stop at the next safe point and throw. */
  readonly signal: AbortSignal
  /** Prints the result on standard output: as one line of JSON with `--json`, else as these lines. */
  result(value: unknown, lines: () => readonly string[]): void
  /** Makes the database reachable, starting the embedded one if none is configured. */
  openDatabase(): Promise<void>
}

interface Answer {
  readonly env?: Record<string, string>
  readonly error?: string
  readonly fix?: string
}

/** The launcher owns the embedded database; a command run without it finds its database in the environment. */
export const askForDatabase = async (): Promise<void> => {
  if (!process.send) return
  const answer = await new Promise<Answer>((resolve, reject) => {
    process.once('message', (message) => resolve(message as Answer))
    process.once('disconnect', () => reject(new Error('the launcher went away')))
    process.send?.({ ask: 'database' })
  })
  process.disconnect?.()
  if (!answer.env)
    throw new ExemplarError(
      'unavailable',
      answer.error ?? 'There is no database.',
      answer.fix ? { fix: answer.fix } : {},
    )
  adoptEnv(answer.env)
}

const printError = (error: unknown, json: boolean): void => {
  const { message } = error instanceof Error ? error : { message: String(error) }
  const { code, field, fix, detail } = error instanceof ExemplarError ? error : { code: 'internal' as const }
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, message, field, fix, detail } })}\n`)
  process.stderr.write(`error: ${field ? `${field}: ` : ''}${message}\n${fix ? `  ${fix}\n` : ''}`)
}

/**
 * Wraps what a command does: gives it its surroundings, prints what goes wrong, closes what it opened, and turns how
 * it ended into the exit code. A command that did its work in part returns a code of its own.
 */
export const action =
  <A extends unknown[]>(work: (cli: Cli, ...args: A) => Promise<number | undefined>) =>
  async (...args: unknown[]): Promise<void> => {
    const command = args.at(-1) as Command
    const json = command.optsWithGlobals().json === true
    const stopping = new AbortController()
    for (const name of ['SIGINT', 'SIGTERM'] as const)
      process.once(name, () => stopping.abort(new ExemplarError('cancelled', 'Cancelled.')))
    const progress = createProgress()
    const cli: Cli = {
      json,
      progress,
      signal: stopping.signal,
      result: (value, lines) => {
        progress.end()
        process.stdout.write(
          json
            ? `${JSON.stringify(value)}\n`
            : lines()
                .map((line) => `${line}\n`)
                .join(''),
        )
      },
      openDatabase: askForDatabase,
    }
    try {
      process.exitCode = (await work(cli, ...(args.slice(0, -1) as A))) ?? exitCodes.done
    } catch (error) {
      progress.end()
      printError(error, json)
      process.exitCode = stopping.signal.aborted
        ? exitCodes.cancelled
        : error instanceof ExemplarError
          ? exitCodeOf[error.code]
          : exitCodes.failed
    } finally {
      await closeQueues().catch(() => {})
      await closeDb().catch(() => {})
      if (process.connected) process.disconnect?.()
    }
  }
