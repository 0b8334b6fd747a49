import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { LaunchError } from './launch-error.mjs'

const TIMEOUT_MS = 90_000

/** Waits until the web server says that all its parts work; if that does not happen, says which do not. */
export async function waitForHealth(url, { home, signal }) {
  const deadline = Date.now() + TIMEOUT_MS
  let last = 'the web server does not answer'
  while (Date.now() < deadline) {
    try {
      const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]) })
      if (response.ok) return
      last = describe(await response.text())
    } catch (error) {
      signal.throwIfAborted()
      last = error.cause?.message ?? error.message
    }
    await sleep(200, undefined, { signal })
  }
  throw new LaunchError(`Exemplar did not get ready: ${last}`, `Its logs are in ${join(home, 'logs')}`)
}

/** The parts that do not work, each with its problem; an answer of another form as it is. */
function describe(body) {
  try {
    const parts = Object.entries(JSON.parse(body)).filter(([, part]) => part?.ok === false)
    return parts.map(([name, { problem }]) => `${name}: ${problem}`).join(' ') || body
  } catch {
    return body
  }
}
