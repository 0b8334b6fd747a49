import { type AnyContractRouter, isContractProcedure } from '@orpc/contract'
import type { Access, ApiMeta } from './base'

export interface ApiRoute {
  /** As the client calls it: `seeds.claim`. */
  readonly name: string
  readonly method: string
  /** `/projects/{project}/seeds` */
  readonly path: string
  readonly access: Access
}

/** Every route of a contract with its policy, in the contract's order. */
export const listRoutes = (contract: AnyContractRouter, name = ''): ApiRoute[] => {
  if (!isContractProcedure(contract))
    return Object.entries(contract).flatMap(([key, part]) =>
      listRoutes(part as AnyContractRouter, name ? `${name}.${key}` : key),
    )
  const { route, meta } = contract['~orpc']
  const { access } = meta as Partial<ApiMeta>
  if (!access || !route.path) throw new Error(`the route ${name} has no policy or no path`)
  return [{ name, method: route.method ?? 'POST', path: route.path, access }]
}
