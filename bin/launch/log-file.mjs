import { closeSync, openSync, readSync, renameSync, statSync, writeSync } from 'node:fs'

const LIMIT_BYTES = 20 * 1024 * 1024
const TAIL_BYTES = 8 * 1024

/**
 * A log that one process's output is appended to, with one predecessor kept (`….1`). A disk that is full costs the
 * lines that do not fit, never the process that wrote them.
 */
export function openLog(file) {
  rotateLog(file)
  let handle = openSync(file, 'a', 0o600)
  let size = statSync(file).size
  return {
    file,
    write(chunk) {
      try {
        if (size > LIMIT_BYTES) {
          closeSync(handle)
          rotateLog(file)
          handle = openSync(file, 'a', 0o600)
          size = 0
        }
        size += writeSync(handle, chunk)
      } catch (error) {
        if (error.code !== 'ENOSPC') throw error
      }
    },
    tail: () => readTail(file),
    close: () => closeSync(handle),
  }
}

/** Makes room for a new log once the present one is long. */
export function rotateLog(file) {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > LIMIT_BYTES) renameSync(file, `${file}.1`)
}

function readTail(file, lines = 20) {
  const handle = openSync(file, 'r')
  const { size } = statSync(file)
  const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES))
  readSync(handle, buffer, 0, buffer.length, size - buffer.length)
  closeSync(handle)
  return buffer.toString('utf8').trimEnd().split('\n').slice(-lines).join('\n')
}
