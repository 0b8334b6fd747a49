import { audit } from '@/lib/platform/audit'
import { personOf, type UserActor } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'

interface Change {
  readonly name?: string | undefined
  readonly locale?: 'en' | 'zh' | null | undefined
}

/** Changes what a person is called and which language they are written to in. */
export const updateMe = (
  actor: UserActor,
  { name, locale }: Change,
): Promise<{ name: string; locale: string | null }> =>
  transaction(async (tx) => {
    const id = personOf(actor)
    const user = await tx.user.update({
      where: { id },
      data: { ...(name !== undefined && { name }), ...(locale !== undefined && { locale }) },
      select: { name: true, locale: true },
    })
    await audit(tx, actor, { action: 'user.updated', objectType: 'user', objectId: id, detail: user })
    return user
  })
