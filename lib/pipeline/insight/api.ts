import { implementApi, memberIn } from '@/lib/platform/api/context'
import { insightContract } from './contract'
import { getCost } from './get-cost'
import { getPeople } from './get-people'
import { getPersonQuality } from './get-person-quality'
import { getQuality } from './get-quality'
import { getScores } from './get-scores'
import { getWorkTime } from './get-work-time'
import { getYield } from './get-yield'

const api = implementApi(insightContract)

export const insightApi = api.router({
  yield: api.yield.handler(({ context }) => getYield(memberIn(context))),
  scores: api.scores.handler(({ context }) => getScores(memberIn(context))),
  people: api.people.handler(({ context }) => getPeople(memberIn(context))),
  quality: api.quality.handler(({ context }) => getQuality(memberIn(context))),
  person: api.person.handler(({ context, input }) => getPersonQuality(memberIn(context), input.id)),
  workTime: api.workTime.handler(({ context, input }) => getWorkTime(memberIn(context), input)),
  cost: api.cost.handler(({ context }) => getCost(memberIn(context))),
})
