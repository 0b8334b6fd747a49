import { statfsSync } from 'node:fs'

/** A failure that the person at the terminal can act on: it is shown as its message and fix, without a stack. */
export class LaunchError extends Error {
  /** @param {string} message what went wrong @param {string} [fix] what to do about it @param {string} [log] the end of a log */
  constructor(message, fix, log) {
    super(message)
    this.name = 'LaunchError'
    this.fix = fix
    this.log = log
  }
}

/** Thrown where a person's Ctrl-C or a SIGTERM cuts a step short. Not a failure: nothing is printed. */
export class Stopped extends Error {}

const MEGABYTE = 1024 * 1024
/** Below this much PostgreSQL cannot even write the log of its own recovery. */
const NEEDED_BYTES = 64 * MEGABYTE

/** Refuses to begin on a disk that is as good as full, while nothing has been written yet. */
export function requireSpace(folder) {
  const free = freeBytes(folder)
  if (free < NEEDED_BYTES) throw diskFull(folder, free)
}

/** Turns what a step threw into words; a disk that filled up is named even where a child process hit it. */
export function explain(error, folder) {
  const free = freeBytes(folder)
  if (error?.code === 'ENOSPC' || /ENOSPC|No space left on device/.test(`${error?.message} ${error?.log}`)) {
    return diskFull(folder, free)
  }
  if (error instanceof LaunchError) return error
  if (error?.code === 'EACCES' || error?.code === 'EROFS') {
    return new LaunchError(
      `${error.path ?? folder} cannot be written.`,
      'Set EXEMPLAR_HOME to a folder of yours.',
    )
  }
  return error
}

/** Writes an error the way a person reads it: what, how to mend it, then the evidence. */
export function printError(error) {
  if (!(error instanceof LaunchError)) return console.error(error)
  if (error.log) console.error(`${error.log.trimEnd().replace(/^/gm, '  │ ')}\n`)
  console.error(`✗ ${error.message}`)
  if (error.fix) console.error(`  ${error.fix}`)
}

function diskFull(folder, free) {
  const left = `${Math.floor(free / MEGABYTE)} MB`
  return new LaunchError(
    `The disk that holds ${folder} is full: ${left} are free, at least ${NEEDED_BYTES / MEGABYTE} MB are needed.`,
    'Free some space, or move the data with EXEMPLAR_HOME, and start again. What was stored is safe.',
  )
}

function freeBytes(folder) {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}
