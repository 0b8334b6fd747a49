import { audit } from '@/lib/platform/audit'
import type { UserActor } from '@/lib/platform/auth/actor'
import { type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { requireSiteAdmin } from '../require-site-admin'
import { readUser } from './list-users'
import type { UserView } from './schema'

interface UserChange {
  readonly disabled?: boolean | undefined
  readonly siteAdmin?: boolean | undefined
}

/** One lock for all changes of who administers the installation, for the same reason as in keep-an-admin.ts. */
const siteAdminsLock = 7_301_001

const keepASiteAdmin = async (tx: Tx, id: string): Promise<void> => {
  const others = await tx.user.count({ where: { siteAdmin: true, disabledAt: null, id: { not: id } } })
  if (others === 0)
    throw new ExemplarError('refused', 'An installation keeps at least one admin who can sign in.', {
      fix: 'Make somebody else a site admin first.',
    })
}

/** Closes or opens an account, or changes whether it administers the installation, from its next request on. */
export const updateUser = (
  actor: UserActor,
  id: string,
  { disabled, siteAdmin }: UserChange,
): Promise<UserView> =>
  transaction(async (tx) => {
    requireSiteAdmin(actor)
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${siteAdminsLock})`
    const was = await tx.user.findUnique({ where: { id } })
    if (!was) throw notFound('user')
    if (was.siteAdmin && (disabled || siteAdmin === false)) await keepASiteAdmin(tx, id)
    await tx.user.update({
      where: { id },
      data: {
        ...(disabled !== undefined && { disabledAt: disabled ? (was.disabledAt ?? new Date()) : null }),
        ...(siteAdmin !== undefined && { siteAdmin }),
      },
    })
    await audit(tx, actor, {
      action: disabled === undefined ? 'user.updated' : disabled ? 'user.disabled' : 'user.enabled',
      objectType: 'user',
      objectId: id,
      detail: { ...(disabled !== undefined && { disabled }), ...(siteAdmin !== undefined && { siteAdmin }) },
    })
    return readUser(tx, id)
  })
