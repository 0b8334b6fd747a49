import { z } from 'zod'
import { id } from '@/lib/platform/api/base'
import { email, password, personName, role } from '../schema'
import { workTag } from '../settings'

export const memberView = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role,
  disabled: z.boolean(),
  joinedAt: z.date(),
  tags: z.array(z.string()).describe('Languages and skills: what items may ask for.'),
  dailyLimit: z.number().int().nullable().describe('Decisions a day; null: as the project says.'),
})
export type MemberView = z.infer<typeof memberView>

export const workChange = z.object({
  tags: z.array(workTag).max(50).optional(),
  dailyLimit: z.number().int().min(1).max(10_000).nullable().optional(),
})
export type WorkChange = z.infer<typeof workChange>

export const invitationView = z.object({
  id,
  email: z.string(),
  role,
  createdAt: z.date(),
  expiresAt: z.date(),
})
export type InvitationView = z.infer<typeof invitationView>

export const createdInvitation = z.object({
  invitation: invitationView,
  path: z.string().describe('The link’s path on this site, secret included. Shown this once.'),
})

export const newInvitation = z.object({ email, role })

const invitationToken = z.string().min(10).max(200).describe('The secret at the end of the link.')

export const invitationLookup = z.object({ token: invitationToken })

export const invitedView = z.object({
  project: z.string().describe('Its name.'),
  slug: z.string(),
  email: z.string(),
  role,
  expiresAt: z.date(),
  hasAccount: z.boolean().describe('Whether the address has an account already: then sign in to accept.'),
})
export type InvitedView = z.infer<typeof invitedView>

export const invitationAnswer = z.object({
  token: invitationToken,
  name: personName.optional().describe('For a new account.'),
  password: password.optional().describe('For a new account.'),
})
export type InvitationAnswer = z.infer<typeof invitationAnswer>

export const userView = z.object({
  id,
  name: z.string(),
  email: z.string(),
  siteAdmin: z.boolean(),
  disabled: z.boolean(),
  projects: z.number().int(),
  createdAt: z.date(),
})
export type UserView = z.infer<typeof userView>
