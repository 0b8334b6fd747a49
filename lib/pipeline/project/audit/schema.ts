import { z } from 'zod'
import { id } from '@/lib/platform/api/base'
import { person } from '../schema'

export const auditView = z.object({
  id,
  at: z.date(),
  actor: person.nullable().describe('Null: the system itself.'),
  actorKind: z.string().describe('session, token, system or filter.'),
  action: z.string(),
  objectType: z.string(),
  objectId: z.string(),
  detail: z.unknown(),
  requestId: z.string().nullable(),
})
export type AuditView = z.infer<typeof auditView>

export const auditFilter = z.object({
  actorId: id.optional(),
  action: z
    .string()
    .regex(/^[a-z0-9.-]{1,60}$/)
    .optional()
    .describe('The beginning of an action: `seed.` or `seed.approved`.'),
  objectType: z.string().max(60).optional(),
  objectId: z.string().max(100).optional(),
  from: z.coerce.date().optional(),
  to: z.coerce.date().optional(),
})
export type AuditFilter = z.infer<typeof auditFilter>
