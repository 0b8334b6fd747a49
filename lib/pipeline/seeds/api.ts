import { implementApi, memberIn } from '@/lib/platform/api/context'
import { db } from '@/lib/platform/db'
import { checkSeed } from './check-seed'
import { claimImage } from './claim-image'
import { seedsContract } from './contract'
import { decideSeed } from './decide-seed'
import { findSeed } from './find-seed'
import { getQuotas } from './get-quotas'
import { listExemplars } from './list-exemplars'
import { listSeeds } from './list-seeds'
import { retireExemplar } from './retire-exemplar'
import { saveDraft } from './save-draft'
import { submitSeed } from './submit-seed'
import { viewSeed } from './view-seed'

const api = implementApi(seedsContract)

export const seedsApi = api.router({
  claim: api.claim.handler(({ context, input }) => claimImage(memberIn(context), input)),
  list: api.list.handler(({ context, input }) => listSeeds(memberIn(context), input)),
  mine: api.mine.handler(({ context, input }) => {
    const member = memberIn(context)
    return listSeeds(member, { ...input, authorId: member.userId ?? undefined })
  }),
  quotas: api.quotas.handler(({ context }) => getQuotas(memberIn(context))),
  get: api.get.handler(async ({ context, input }) =>
    viewSeed(await findSeed(db(), memberIn(context), input.id)),
  ),
  save: api.save.handler(({ context, input: { project: _, ...draft } }) =>
    saveDraft(memberIn(context), draft),
  ),
  check: api.check.handler(async ({ context, input }) =>
    checkSeed(db(), await findSeed(db(), memberIn(context), input.id)),
  ),
  submit: api.submit.handler(({ context, input }) => submitSeed(memberIn(context), input)),
  decide: api.decide.handler(({ context, input }) => decideSeed(memberIn(context), input)),
  exemplars: api.exemplars.handler(({ context, input }) => listExemplars(memberIn(context), input)),
  retireExemplar: api.retireExemplar.handler(({ context, input }) =>
    retireExemplar(memberIn(context), input.id),
  ),
})
