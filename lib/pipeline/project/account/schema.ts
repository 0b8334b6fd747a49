import { z } from 'zod'
import { id } from '@/lib/platform/api/base'
import { role } from '../schema'

export const myProject = z.object({
  id,
  slug: z.string(),
  name: z.string(),
  role,
  archived: z.boolean(),
})

export const meView = z.object({
  id,
  name: z.string(),
  email: z.string(),
  locale: z.string().nullable(),
  siteAdmin: z.boolean().describe('May administer this installation: its projects and users.'),
  scopes: z.array(z.string()).describe('What this session or token may do: read, write.'),
  projects: z.array(myProject),
})
export type MeView = z.infer<typeof meView>

export const tokenScope = z.enum(['read', 'write'])

export const tokenView = z.object({
  id,
  name: z.string(),
  prefix: z.string().describe('The first characters of the secret, to recognise it by.'),
  scopes: z.array(tokenScope),
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
})
export type TokenView = z.infer<typeof tokenView>

export const newToken = z.object({
  name: z.string().trim().min(1).max(60).describe('What it is for: “nightly export”.'),
  scopes: z.array(tokenScope).min(1).default(['read']),
  expiresInDays: z.number().int().min(1).max(3_650).nullable().default(null).describe('Null: never.'),
})
export type NewToken = z.infer<typeof newToken>

export const createdToken = z.object({
  token: tokenView,
  secret: z.string().describe('Shown this once; only its hash is kept.'),
})
