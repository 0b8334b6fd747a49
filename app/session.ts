import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import type { ProjectActor, Role } from '@/lib/platform/auth/actor'
import { hasRole } from '@/lib/platform/auth/actor'
import { type Identity, identify, memberOf } from '@/lib/platform/auth/identify'
import { ExemplarError } from '@/lib/platform/errors'

/** Who is looking at the page, or null. Read once a request. */
export const viewer = cache(async (): Promise<Identity | null> => identify(await headers(), ''))

/** For pages that need a person: sends everybody else to sign in, and back here after. */
export const requireViewer = async (backTo: string): Promise<Identity> =>
  (await viewer()) ?? redirect(`/sign-in?callbackUrl=${encodeURIComponent(backTo)}`)

/** The viewer inside a project; a page that they may not see looks like one that is not there. */
export const requireMember = async (
  project: string,
  least: Role = 'rater',
): Promise<{ viewer: Identity; member: ProjectActor }> => {
  const identity = await requireViewer(`/p/${project}`)
  try {
    const member = await memberOf(identity, project)
    if (!hasRole(member, least)) notFound()
    return { viewer: identity, member }
  } catch (error) {
    if (error instanceof ExemplarError && error.code === 'not-found') notFound()
    throw error
  }
}
