import { implementApi, memberIn } from '@/lib/platform/api/context'
import { addGold, addReviewedGold } from './add-gold'
import { changeDecision } from './change-decision'
import { claimApprovals, claimItems } from './claim-items'
import { reviewContract } from './contract'
import { decideItem } from './decide-item'
import { getPace } from './get-pace'
import { getStanding, readGuidelines } from './get-standing'
import { renewLease, skipItem } from './hold-item'
import { getDraft, putDraft } from './keep-draft'
import { listGold, retireGold } from './list-gold'
import { listItems } from './list-items'
import { changeStage, listRaters } from './list-raters'
import { recentDecisions } from './recent-decisions'
import { settleItem } from './settle-item'
import { settleSamples } from './settle-samples'
import { startNextTurn } from './start-next-turn'
import { findItemOf, getItem, listDecisions } from './view-item'

const api = implementApi(reviewContract)

export const reviewApi = api.router({
  claim: api.claim.handler(({ context, input }) => claimItems(memberIn(context), input.ahead)),
  claimApproval: api.claimApproval.handler(({ context, input }) =>
    claimApprovals(memberIn(context), input.ahead),
  ),
  get: api.get.handler(({ context, input }) => getItem(memberIn(context), input.id)),
  list: api.list.handler(({ context, input }) => listItems(memberIn(context), input)),
  renew: api.renew.handler(({ context, input }) => renewLease(memberIn(context), input.id, input.token)),
  skip: api.skip.handler(({ context, input }) => skipItem(memberIn(context), input)),
  getDraft: api.getDraft.handler(({ context, input }) => getDraft(memberIn(context), input.id)),
  putDraft: api.putDraft.handler(({ context, input }) => putDraft(memberIn(context), input)),
  decide: api.decide.handler(({ context, input }) => decideItem(memberIn(context), input)),
  change: api.change.handler(({ context, input }) => changeDecision(memberIn(context), input)),
  settle: api.settle.handler(({ context, input }) => settleItem(memberIn(context), input)),
  settleSamples: api.settleSamples.handler(({ context, input }) => settleSamples(memberIn(context), input)),
  itemOf: api.itemOf.handler(({ context, input }) => findItemOf(memberIn(context), input.id)),
  nextTurn: api.nextTurn.handler(({ context, input }) => startNextTurn(memberIn(context), input.id)),
  recent: api.recent.handler(({ context }) => recentDecisions(memberIn(context))),
  pace: api.pace.handler(({ context }) => getPace(memberIn(context))),
  standing: api.standing.handler(({ context }) => getStanding(memberIn(context))),
  readGuidelines: api.readGuidelines.handler(({ context }) => readGuidelines(memberIn(context))),
  gold: api.gold.handler(({ context, input }) => listGold(memberIn(context), input)),
  addGold: api.addGold.handler(({ context, input }) => addGold(memberIn(context), input)),
  addReviewedGold: api.addReviewedGold.handler(({ context, input }) =>
    addReviewedGold(memberIn(context), input.count),
  ),
  retireGold: api.retireGold.handler(({ context, input }) => retireGold(memberIn(context), input)),
  raters: api.raters.handler(({ context, input }) => listRaters(memberIn(context), input)),
  moveRater: api.moveRater.handler(({ context, input }) => changeStage(memberIn(context), input)),
  history: api.history.handler(({ context, input }) => listDecisions(memberIn(context), input.id)),
})
