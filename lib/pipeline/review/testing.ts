import type { ProjectActor } from '@/lib/platform/auth/actor'
import { claimItems } from './claim-items'
import { decideItem } from './decide-item'
import type { ItemView, Judgement } from './schema'

// What tests of this stage do over and over.

export type Held = ItemView & { lease: { token: number } }

export const claimOne = async (actor: ProjectActor): Promise<Held> => {
  const [item] = await claimItems(actor, 1)
  if (!item?.lease) throw new Error('nothing to claim')
  return { ...item, lease: item.lease }
}

export const best = (item: ItemView): string => {
  const [candidate] = item.candidates
  if (!candidate) throw new Error('no candidate')
  return candidate.id
}

export const accept = (item: ItemView): Judgement => ({
  verdict: 'accept',
  candidateId: best(item),
  elapsedMs: 4_000,
})

export const reject: Judgement = { verdict: 'reject', reasons: ['artifacts'] }

export const decide = (actor: ProjectActor, item: Held, judgement: Judgement, clientId?: string) =>
  decideItem(actor, { id: item.id, token: item.lease.token, judgement, clientId })

/** Claims and decides as long as there is something, by what `judge` says of each; returns the items in order. */
export const judgeAll = async (
  actor: ProjectActor,
  judge: (item: Held) => Judgement,
  most = Number.MAX_SAFE_INTEGER,
): Promise<Held[]> => {
  const done: Held[] = []
  while (done.length < most) {
    const [item] = await claimItems(actor, 1)
    if (!item?.lease) break
    const held = { ...item, lease: item.lease }
    await decide(actor, held, judge(held))
    done.push(held)
  }
  return done
}
