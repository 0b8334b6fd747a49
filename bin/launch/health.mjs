import { setTimeout as sleep } from 'node:timers/promises'
import { LaunchError } from './launch-error.mjs'

const TIMEOUT_MS = 90_000

/** Waits until the web server says that all its parts work; if that does not happen, says which do not. */
export async function waitForHealth(url, { signal }) {
  const deadline = Date.now() + TIMEOUT_MS
  let last = 'it does not answer'
  while (Date.now() < deadline) {
    try {
      const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]) })
      if (response.ok) return
      last = await response.text()
    } catch (error) {
      signal.throwIfAborted()
      last = error.cause?.message ?? error.message
    }
    await sleep(200, undefined, { signal })
  }
  throw new LaunchError('Exemplar did not get ready.', `Its logs are in .exemplar/logs. ${url} says: ${last}`)
}
