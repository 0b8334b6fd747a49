import { implementApi, memberIn } from '@/lib/platform/api/context'
import { db } from '@/lib/platform/db'
import { changeDecision } from './change-decision'
import { claimApprovals, claimItems } from './claim-items'
import { reviewContract } from './contract'
import { decideItem } from './decide-item'
import { getPace } from './get-pace'
import { renewLease, skipItem } from './hold-item'
import { listItems } from './list-items'
import { recentDecisions } from './recent-decisions'
import { settleItem } from './settle-item'
import { settleSamples } from './settle-samples'
import { startNextTurn } from './start-next-turn'
import { findItemOf, getItem, viewDecisions } from './view-item'

const api = implementApi(reviewContract)

export const reviewApi = api.router({
  claim: api.claim.handler(({ context, input }) => claimItems(memberIn(context), input.ahead)),
  claimApproval: api.claimApproval.handler(({ context, input }) =>
    claimApprovals(memberIn(context), input.ahead),
  ),
  get: api.get.handler(({ context, input }) => getItem(memberIn(context), input.id)),
  list: api.list.handler(({ context, input }) => listItems(memberIn(context), input)),
  renew: api.renew.handler(({ context, input }) => renewLease(memberIn(context), input.id, input.token)),
  skip: api.skip.handler(({ context, input }) => skipItem(memberIn(context), input.id, input.token)),
  decide: api.decide.handler(({ context, input }) => decideItem(memberIn(context), input)),
  change: api.change.handler(({ context, input }) => changeDecision(memberIn(context), input)),
  settle: api.settle.handler(({ context, input }) => settleItem(memberIn(context), input)),
  settleSamples: api.settleSamples.handler(({ context, input }) => settleSamples(memberIn(context), input)),
  itemOf: api.itemOf.handler(({ context, input }) => findItemOf(memberIn(context), input.id)),
  nextTurn: api.nextTurn.handler(({ context, input }) => startNextTurn(memberIn(context), input.id)),
  recent: api.recent.handler(({ context }) => recentDecisions(memberIn(context))),
  pace: api.pace.handler(({ context }) => getPace(memberIn(context))),
  history: api.history.handler(async ({ context, input }) => {
    const item = await getItem(memberIn(context), input.id)
    return viewDecisions(await db().decision.findMany({ where: { itemId: item.id }, orderBy: { id: 'asc' } }))
  }),
})
