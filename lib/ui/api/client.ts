import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { JsonifiedClient } from '@orpc/openapi-client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import routes from '@/generated/contract.json'
import type { contract } from '@/lib/pipeline/contract'

export type Api = JsonifiedClient<ContractRouterClient<typeof contract>>

// Only methods and paths travel to the browser; the schemas stay on the server, which checks every call anyway.
const link = new OpenAPILink(routes as never, {
  url: () => `${window.location.origin}/api/v1`,
})

/** The API as the screens call it: `api.seeds.submit({ project, id, version })`. Failures are `ApiError`s. */
export const api: Api = createORPCClient(link)

/** The same calls as TanStack Query options: `useQuery(query.seeds.list.queryOptions({ input }))`. */
export const query = createTanstackQueryUtils(api)
