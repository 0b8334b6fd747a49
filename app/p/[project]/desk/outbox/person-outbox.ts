import { type ApiProblem, readProblem } from '@/lib/ui/api/api-error'
import { api } from '@/lib/ui/api/client'
import type { Entry } from './entry'
import { inLine, patience, tokens } from './lease-line'
import { Outbox } from './outbox'
import { browserOutbox } from './outbox-store'

export type Outcome =
  | { readonly entry: Entry; readonly problem: null }
  | { readonly entry: Entry; readonly problem: ApiProblem }

const send = ({ id: clientId, project, itemId: id, token: madeUnder, call }: Entry): Promise<unknown> => {
  const token = tokens.get(id) ?? madeUnder
  switch (call.kind) {
    case 'decide':
      return api.review.decide({ project, id, token, clientId, judgement: call.judgement }, patience())
    case 'change':
      return api.review.change(
        { project, id: call.decisionId, clientId, judgement: call.judgement },
        patience(),
      )
    case 'skip': {
      const { kind: _, ...how } = call
      return api.review.skip({ project, id, token, ...how }, patience())
    }
    case 'settle': {
      const { kind: _, ...how } = call
      return api.review.settle({ project, id, ...how }, patience())
    }
  }
}

/** The token under which the item still is this person's. */
const renew = async ({ project, itemId }: Entry): Promise<number | null> => {
  const item = await api.review.get({ project, id: itemId }, patience())
  if (item.status !== 'pending' || !item.lease) return null
  tokens.set(itemId, item.lease.token)
  return item.lease.token
}

const alone = (person: string) => async (work: () => Promise<void>) => {
  // Over plain http browsers have no locks; sent twice, a decision still counts once.
  if ('locks' in navigator) await navigator.locks.request(`exemplar.outbox.${person}`, work)
  else await work()
}

const outboxes = new Map<string, Outbox>()
const listeners = new Set<(outcome: Outcome) => void>()

/** Hears how decisions fared; returns the way to stop. */
export const onOutcome = (listener: (outcome: Outcome) => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const tell = (outcome: Outcome) => {
  for (const listener of listeners) listener(outcome)
}

/** One for the life of the page, so that what is on its way goes on when the desk is left. */
export const outboxOf = (person: string): Outbox => {
  const known = outboxes.get(person)
  if (known) return known
  const outbox = new Outbox(person, {
    store: browserOutbox(),
    send: (entry) => inLine(() => send(entry)),
    read: readProblem,
    renew: (entry) => inLine(() => renew(entry)),
    alone: alone(person),
    onRefused: (entry, problem) => tell({ entry, problem }),
    onDelivered: (entry) => tell({ entry, problem: null }),
  })
  outboxes.set(person, outbox)
  return outbox
}
