import { implementApi, memberIn } from '@/lib/platform/api/context'
import { insightContract } from './contract'
import { getCost } from './get-cost'
import { getPeople } from './get-people'
import { getScores } from './get-scores'
import { getYield } from './get-yield'

const api = implementApi(insightContract)

export const insightApi = api.router({
  yield: api.yield.handler(({ context }) => getYield(memberIn(context))),
  scores: api.scores.handler(({ context }) => getScores(memberIn(context))),
  people: api.people.handler(({ context }) => getPeople(memberIn(context))),
  cost: api.cost.handler(({ context }) => getCost(memberIn(context))),
})
