import { implementApi, memberIn } from '@/lib/platform/api/context'
import { auditContract } from './contract'
import { listAudit } from './list-audit'

const api = implementApi(auditContract)

export const auditApi = api.router({
  list: api.list.handler(({ context, input }) => listAudit(memberIn(context).projectId, input)),
  listSite: api.listSite.handler(({ input }) => listAudit(null, input)),
})
