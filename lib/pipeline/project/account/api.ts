import { implementApi, userIn } from '@/lib/platform/api/context'
import { changePassword } from './change-password'
import { accountContract } from './contract'
import { createToken } from './create-token'
import { getMe } from './get-me'
import { listTokens } from './list-tokens'
import { revokeToken } from './revoke-token'
import { updateMe } from './update-me'

const api = implementApi(accountContract)

export const accountApi = api.router({
  me: api.me.handler(({ context }) => getMe(userIn(context))),
  update: api.update.handler(async ({ context, input }) => {
    const caller = userIn(context)
    return { ...(await getMe(caller)), ...(await updateMe(caller, input)) }
  }),
  changePassword: api.changePassword.handler(({ context, input }) => changePassword(userIn(context), input)),
  tokens: api.tokens.handler(({ context }) => listTokens(userIn(context).userId)),
  createToken: api.createToken.handler(({ context, input }) =>
    createToken(userIn(context), userIn(context).userId, input),
  ),
  revokeToken: api.revokeToken.handler(({ context, input }) => revokeToken(userIn(context), input.id)),
})
