import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { identify, isRunning } from './processes.mjs'

/** A writer needs far less to put its name into the file that it has just made. */
const NAMELESS_MS = 5000

/**
 * Takes a lock that is a file naming its holder; a holder that died left it behind, and it is taken over.
 * Returns undefined if a living process holds it, else how to give it back.
 */
export function tryLock(file) {
  const mine = JSON.stringify(identify(process.pid))
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const seen = readText(file)
    if (seen !== undefined && isHeld(file, seen)) return undefined
    if (seen !== undefined) removeStale(file, seen)
  }
}

/** The living process that holds the lock, if one does. */
export function lockHolder(file) {
  const text = readText(file)
  return text && isHeld(file, text) ? JSON.parse(text) : undefined
}

/** Runs `use` while holding the lock, after whoever holds it now. */
export async function withLock(file, use, { signal, onWait } = {}) {
  let release = tryLock(file)
  if (!release) onWait?.(lockHolder(file))
  while (!release) {
    await sleep(100, undefined, { signal })
    release = tryLock(file)
  }
  try {
    return await use()
  } finally {
    release()
  }
}

function isHeld(file, text) {
  try {
    return isRunning(JSON.parse(text))
  } catch {
    const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
    return Date.now() - made < NAMELESS_MS
  }
}

/** Of two that find the same dead holder, the slower must not remove the lock that the faster has just taken. */
function removeStale(file, seen) {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  if (readText(aside) !== seen) {
    try {
      writeFileSync(file, readText(aside), { flag: 'wx', mode: 0o600 })
    } catch {
      // A third has taken it meanwhile.
    }
  }
  rmSync(aside, { force: true })
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
