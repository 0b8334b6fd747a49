import type { Lane } from './protocol'

interface Waiting {
  readonly urgency: number
  readonly order: number
  readonly begin: () => void
}

/**
 * Who may use the device: one request at a time, interactive ones first, then in the order in which requests came.
 * A batch request asks for a turn for every few model calls, which is where an interactive one gets in. A batch
 * request that came earlier goes before a later one at each turn, so the later one gets only what the earlier leaves,
 * such as the time in which the earlier one's last pictures are encoded.
 */
export const createTurns = () => {
  const waiting: Waiting[] = []
  let taken = false

  const next = () => {
    if (taken) return
    waiting.sort((a, b) => a.urgency - b.urgency || a.order - b.order)
    const first = waiting.shift()
    if (!first) return
    taken = true
    first.begin()
  }

  /** Runs `work` when it is this request's turn. `order` is the request's place among all that came. */
  return async <T>(lane: Lane, order: number, work: () => Promise<T>): Promise<T> => {
    await new Promise<void>((begin) => {
      waiting.push({ urgency: lane === 'interactive' ? 0 : 1, order, begin })
      // Not at once: a request that waits in the IPC channel gets the chance to come in and go first.
      setImmediate(next)
    })
    try {
      return await work()
    } finally {
      taken = false
      setImmediate(next)
    }
  }
}
