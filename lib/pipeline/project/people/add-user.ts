import type { Tx } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'

interface NewUser {
  /** In lower case. */
  readonly email: string
  readonly name: string
  readonly passwordHash: string
  readonly siteAdmin: boolean
}

/** Writes an account's row; the caller audits, since who makes it and why differs. */
export const addUser = async (tx: Tx, user: NewUser): Promise<{ id: string }> => {
  const [created] = await tx.user.createManyAndReturn({
    data: [user],
    skipDuplicates: true,
    select: { id: true },
  })
  if (!created)
    throw new ExemplarError('conflict', `${user.email} has an account already.`, { field: 'email' })
  return created
}
