import { Stopped } from './launch-error.mjs'

const PARENT_CHECK_MS = 500

/**
 * Aborted when this process is asked to end: by Ctrl-C, by SIGTERM, by its terminal closing. npm passes a SIGTERM on
 * to the shell that it started us with, and that shell dies of it without a word to us, so the loss of a parent that
 * is npm's counts as well. More signals after the first change nothing: every step of the way down has its limit.
 */
export function stopSignal() {
  const stopping = new AbortController()
  const stop = () => stopping.abort(new Stopped())
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, stop)
  // A closed terminal or pipe must not end us before the way down is gone.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  if (process.env.npm_lifecycle_event) {
    const parent = process.ppid
    setInterval(() => process.ppid !== parent && stop(), PARENT_CHECK_MS).unref()
  }
  return stopping.signal
}
