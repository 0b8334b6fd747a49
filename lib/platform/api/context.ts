import type { AnyContractRouter } from '@orpc/contract'
import { implement } from '@orpc/server'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import type { Identity } from '@/lib/platform/auth/identify'
import { ExemplarError } from '@/lib/platform/errors'

/** What a handler knows of its caller, after the route's policy has let them in. */
export interface ApiContext {
  readonly requestId: string
  readonly headers: Headers
  readonly identity: Identity | null
  readonly member: ProjectActor | null
}

/** Implements a stage's contract. The policy is enforced before it is reached, see authorise.ts. */
export const implementApi = <C extends AnyContractRouter>(contract: C) =>
  implement(contract).$context<ApiContext>()

export const memberIn = (context: ApiContext): ProjectActor => {
  if (!context.member) throw new ExemplarError('internal', 'A project route was reached without a member.')
  return context.member
}

export const userIn = (context: ApiContext): Identity => {
  if (!context.identity) throw new ExemplarError('unauthenticated', 'Sign in first.')
  return context.identity
}

export const blobPath = (projectId: string, sha256: string): string =>
  `/api/v1/projects/${projectId}/blobs/${sha256}`
