import type { Lane } from './protocol'

export interface Queued {
  readonly lane: Lane
  /** Never together with another request, since it may be the one that crashed the process. */
  readonly alone: boolean
}

/** Requests that a device's process holds at once: one that computes, one whose input is read meanwhile. */
const batchAhead = 2

/**
 * Which waiting requests to hand to the device now, given those that it holds. Interactive ones always go, and first;
 * batch ones up to two; one to be run alone only when nothing else is there, and nothing beside it.
 */
export const nextOnes = <Q extends Queued>(waiting: readonly Q[], held: readonly Q[]): readonly Q[] => {
  const ordered = [
    ...waiting.filter(({ lane }) => lane === 'interactive'),
    ...waiting.filter(({ lane }) => lane === 'batch'),
  ]
  const chosen: Q[] = []
  for (const one of ordered) {
    const there = [...held, ...chosen]
    if (there.some(({ alone }) => alone)) break
    if (one.alone) {
      if (there.length === 0) return [one]
      // What waits to be alone is not overtaken for ever by batch work that came after it.
      break
    }
    if (one.lane === 'batch' && there.filter(({ lane }) => lane === 'batch').length >= batchAhead) break
    chosen.push(one)
  }
  return chosen
}
