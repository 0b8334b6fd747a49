import { z } from 'zod'
import { id, inProject, pageOf, paging, route } from '@/lib/platform/api/base'
import { role } from '../schema'
import {
  createdInvitation,
  invitationAnswer,
  invitationLookup,
  invitationView,
  invitedView,
  memberView,
  newInvitation,
  userView,
  workChange,
} from './schema'

const tags = ['people']
const personIn = inProject.extend({ id })

export const peopleContract = {
  list: route('admin')
    .route({ method: 'GET', path: '/projects/{project}/people', tags, summary: 'List the project’s members' })
    .input(inProject.extend(paging))
    .output(pageOf(memberView)),
  changeRole: route('admin')
    .route({
      method: 'PATCH',
      path: '/projects/{project}/people/{id}',
      tags,
      summary: 'Change a member’s role',
      description:
        'Takes effect with their next request. A project keeps at least one admin who can sign in.',
    })
    .input(personIn.extend({ role }))
    .output(memberView),
  get: route('admin')
    .route({ method: 'GET', path: '/projects/{project}/people/{id}', tags, summary: 'Get one member' })
    .input(personIn)
    .output(memberView),
  changeWork: route('admin')
    .route({
      method: 'PATCH',
      path: '/projects/{project}/people/{id}/work',
      tags,
      summary: 'Change what a member may judge, and how much in a day',
    })
    .input(personIn.extend(workChange.shape))
    .output(memberView),
  remove: route('admin')
    .route({
      method: 'DELETE',
      path: '/projects/{project}/people/{id}',
      tags,
      summary: 'Remove a member from the project',
      description: 'What they made stays. They lose access with their next request.',
    })
    .input(personIn)
    .output(z.object({ id })),
  invitations: route('admin')
    .route({
      method: 'GET',
      path: '/projects/{project}/invitations',
      tags,
      summary: 'List invitations that are open',
    })
    .input(inProject.extend(paging))
    .output(pageOf(invitationView)),
  invite: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/invitations',
      tags,
      summary: 'Invite somebody by a link',
      description: 'The link works once, for seven days. Send it yourself: no mail is sent.',
    })
    .input(inProject.extend(newInvitation.shape))
    .output(createdInvitation),
  revokeInvitation: route('admin')
    .route({
      method: 'DELETE',
      path: '/projects/{project}/invitations/{id}',
      tags,
      summary: 'Revoke an invitation',
    })
    .input(personIn)
    .output(z.object({ id })),
  lookUpInvitation: route('public')
    .route({
      method: 'POST',
      path: '/invitations/lookup',
      tags,
      summary: 'See what an invitation is for',
      description: 'A POST, so that the secret stands in no log of addresses.',
    })
    .input(invitationLookup)
    .output(invitedView),
  acceptInvitation: route('public')
    .route({
      method: 'POST',
      path: '/invitations/accept',
      tags,
      summary: 'Accept an invitation',
      description:
        'Makes the account with name and password, or joins the signed-in account with that address.',
    })
    .input(invitationAnswer)
    .output(z.object({ slug: z.string(), email: z.string() })),
  users: route('site-admin')
    .route({ method: 'GET', path: '/users', tags, summary: 'List everybody with an account' })
    .input(z.object({ ...paging, text: z.string().max(100).optional() }))
    .output(pageOf(userView)),
  updateUser: route('site-admin')
    .route({
      method: 'PATCH',
      path: '/users/{id}',
      tags,
      summary: 'Disable or enable an account, or make it a site admin',
    })
    .input(z.object({ id, disabled: z.boolean().optional(), siteAdmin: z.boolean().optional() }))
    .output(userView),
}
