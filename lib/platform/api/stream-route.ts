import type { ProjectActor, Role } from '@/lib/platform/auth/actor'
import { ExemplarError } from '@/lib/platform/errors'
import { newId } from '@/lib/platform/ids'
import { withLogContext } from '@/lib/platform/log'
import { authorise } from './authorise'
import { problemResponse } from './problem'

interface Call<P> {
  readonly member: ProjectActor
  readonly params: P
}

/**
 * A project route outside of the contract, for bytes that stream: blobs, uploads, downloads, events. It passes the
 * same gate, and its policy stands in `streamPolicies`, which a test compares with the route files.
 */
export const streamRoute =
  <P extends { project: string }>(
    access: Role,
    serve: (request: Request, call: Call<P>) => Promise<Response>,
  ) =>
  async (request: Request, { params }: { params: Promise<P> }): Promise<Response> => {
    const requestId = newId()
    return withLogContext({ requestId }, async () => {
      try {
        const known = await params
        const { member } = await authorise(request, requestId, access, known.project)
        if (!member) throw new ExemplarError('internal', 'A project route has no member.')
        const response = await serve(request, { member, params: known })
        response.headers.set('x-request-id', requestId)
        return response
      } catch (error) {
        return problemResponse(error)
      }
    })
  }
