import { type Api, api } from '@/lib/ui/api/client'

export type DeskItem = Awaited<ReturnType<Api['review']['get']>>
export type DeskMode = 'judge' | 'approve'

/** The one on the screen and the next three. */
export const heldItems = 4

let line: Promise<unknown> = Promise.resolve()

/**
 * Calls about leases go one after the other, since a claim gives what is held a new token, and a decision under way
 * would arrive with the old one.
 */
export const inLine = <T>(work: () => Promise<T>): Promise<T> => {
  const done = line.then(work, work)
  line = done.catch(() => undefined)
  return done
}

/** What each item was last claimed under: a decision that waited in line behind a claim must send the newer token. */
export const tokens = new Map<string, number>()

/** No call may hold up the line for longer. */
export const patience = () => ({ signal: AbortSignal.timeout(30_000) })

/** Fills up what this page holds. Harmless at any time. */
export const claim = (project: string, mode: DeskMode): Promise<DeskItem[]> =>
  inLine(async () => {
    const input = { project, ahead: heldItems }
    const claimed =
      mode === 'approve'
        ? await api.review.claimApproval(input, patience())
        : await api.review.claim(input, patience())
    for (const { id, lease } of claimed) if (lease) tokens.set(id, lease.token)
    return claimed
  })
