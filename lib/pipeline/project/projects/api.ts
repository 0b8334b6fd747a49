import { implementApi, memberIn, userIn } from '@/lib/platform/api/context'
import { archiveProject } from './archive-project'
import { projectsContract } from './contract'
import { countLine } from './count-line'
import { createEditType } from './create-edit-type'
import { createProject } from './create-project'
import { getProject } from './get-project'
import { listProjects } from './list-projects'
import { orderEditTypes } from './order-edit-types'
import { updateEditType } from './update-edit-type'
import { updateProject } from './update-project'

const api = implementApi(projectsContract)

export const projectsApi = api.router({
  list: api.list.handler(({ context, input }) => listProjects(userIn(context), input)),
  create: api.create.handler(({ context, input }) => createProject(userIn(context), input)),
  get: api.get.handler(({ context }) => getProject(memberIn(context))),
  update: api.update.handler(({ context, input: { project: _, ...change } }) =>
    updateProject(memberIn(context), change),
  ),
  archive: api.archive.handler(({ context, input }) => archiveProject(memberIn(context), input.archived)),
  createEditType: api.createEditType.handler(({ context, input: { project: _, ...type } }) =>
    createEditType(memberIn(context), type),
  ),
  updateEditType: api.updateEditType.handler(({ context, input: { project: _, id, ...change } }) =>
    updateEditType(memberIn(context), id, change),
  ),
  orderEditTypes: api.orderEditTypes.handler(({ context, input }) =>
    orderEditTypes(memberIn(context), input.ids),
  ),
  counts: api.counts.handler(({ context }) => countLine(memberIn(context))),
})
