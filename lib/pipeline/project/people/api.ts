import { implementApi, memberIn, userIn } from '@/lib/platform/api/context'
import { acceptInvitation } from './accept-invitation'
import { changeRole } from './change-role'
import { changeWork } from './change-work'
import { peopleContract } from './contract'
import { invite } from './invite'
import { listInvitations } from './list-invitations'
import { getPerson, listPeople } from './list-people'
import { listUsers } from './list-users'
import { lookUpInvitation } from './look-up-invitation'
import { removePerson } from './remove-person'
import { revokeInvitation } from './revoke-invitation'
import { updateUser } from './update-user'

const api = implementApi(peopleContract)

const addressOf = (headers: Headers): string =>
  headers.get('x-forwarded-for')?.split(',')[0]?.trim() || 'direct'

export const peopleApi = api.router({
  list: api.list.handler(({ context, input }) => listPeople(memberIn(context), input)),
  changeRole: api.changeRole.handler(({ context, input }) => changeRole(memberIn(context), input)),
  get: api.get.handler(({ context, input }) => getPerson(memberIn(context), input.id)),
  changeWork: api.changeWork.handler(({ context, input }) => changeWork(memberIn(context), input)),
  remove: api.remove.handler(({ context, input }) => removePerson(memberIn(context), input.id)),
  invitations: api.invitations.handler(({ context, input }) => listInvitations(memberIn(context), input)),
  invite: api.invite.handler(({ context, input }) => invite(memberIn(context), input)),
  revokeInvitation: api.revokeInvitation.handler(({ context, input }) =>
    revokeInvitation(memberIn(context), input.id),
  ),
  lookUpInvitation: api.lookUpInvitation.handler(({ context, input }) =>
    lookUpInvitation(input.token, addressOf(context.headers)),
  ),
  acceptInvitation: api.acceptInvitation.handler(({ context, input }) =>
    acceptInvitation(context.identity, input, addressOf(context.headers), context.requestId),
  ),
  users: api.users.handler(({ context, input }) => listUsers(userIn(context), input)),
  updateUser: api.updateUser.handler(({ context, input: { id, ...change } }) =>
    updateUser(userIn(context), id, change),
  ),
})
