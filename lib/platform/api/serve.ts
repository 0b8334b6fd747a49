import { SmartCoercionPlugin } from '@orpc/json-schema'
import { OpenAPIHandler } from '@orpc/openapi/fetch'
import { type AnyRouter, ORPCError } from '@orpc/server'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { newId } from '@/lib/platform/ids'
import { withLogContext } from '@/lib/platform/log'
import { authorise } from './authorise'
import type { ApiMeta } from './base'
import type { ApiContext } from './context'
import { toProblem } from './problem'

/** Serves a router that was implemented from its contract: policy first, then input, then the handler. */
export const serveApi = (
  router: AnyRouter,
  prefix: `/${string}`,
): ((request: Request) => Promise<Response>) => {
  const requests = new WeakMap<ApiContext, Request>()
  const handler = new OpenAPIHandler<ApiContext>(router as never, {
    plugins: [new SmartCoercionPlugin({ schemaConverters: [new ZodToJsonSchemaConverter()] })],
    clientInterceptors: [
      async ({ next, ...options }) => {
        try {
          const { access } = options.procedure['~orpc'].meta as ApiMeta
          const request = requests.get(options.context)
          if (!request) throw new Error('the request of this context is not known')
          const input = options.input as { project?: unknown } | undefined
          const caller = await authorise(request, options.context.requestId, access, input?.project)
          return await next({ ...options, context: { ...options.context, ...caller } })
        } catch (error) {
          const { code, status, message, data } = toProblem(error)
          throw new ORPCError(code, { status, message, data })
        }
      },
    ],
  })

  return (request) => {
    const given = request.headers.get('x-request-id')
    const requestId = given && /^[\w-]{8,64}$/.test(given) ? given : newId()
    return withLogContext({ requestId }, async () => {
      const context: ApiContext = { requestId, headers: request.headers, identity: null, member: null }
      requests.set(context, request)
      const { matched, response } = await handler.handle(request, { prefix, context })
      const answer = matched
        ? response
        : Response.json(
            { defined: false, code: 'not-found', status: 404, message: 'There is no such route.', data: {} },
            { status: 404 },
          )
      answer.headers.set('x-request-id', requestId)
      if (!answer.headers.has('cache-control')) answer.headers.set('cache-control', 'no-store')
      return answer
    })
  }
}
