import { z } from 'zod'
import { id } from '@/lib/platform/api/base'

// What the parts of this stage share. Browser-safe.

export const role = z.enum(['rater', 'reviewer', 'admin'])
export const locale = z.enum(['en', 'zh'])
export const personName = z.string().trim().min(1).max(80)
export const email = z
  .email()
  .max(200)
  .transform((address) => address.toLowerCase())
export const password = z.string().min(10, 'A password has 10 to 200 characters.').max(200)

export const person = z.object({ id, name: z.string() })
