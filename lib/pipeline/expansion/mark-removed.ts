import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'

interface Marking {
  readonly ids: readonly string[]
  readonly removed: boolean
}

/** Takes rows out of use, or brings them back. One id that isn't the project's refuses all; others count once. */
const markIn =
  (table: 'poolInstruction' | 'instructionRecord', what: 'instruction' | 'record') =>
  (actor: ProjectActor, { ids, removed }: Marking): Promise<{ changed: number }> =>
    transaction(async (tx) => {
      requireRole(actor, 'admin')
      const { projectId } = actor
      const unique = [...new Set(ids)]
      const where = { projectId, id: { in: unique } }
      const change = {
        where: { ...where, removedAt: removed ? null : { not: null } },
        data: { removedAt: removed ? new Date() : null },
      }
      const known =
        table === 'poolInstruction'
          ? await tx.poolInstruction.count({ where })
          : await tx.instructionRecord.count({ where })
      if (known < unique.length) throw notFound(what)
      const { count } =
        table === 'poolInstruction'
          ? await tx.poolInstruction.updateMany(change)
          : await tx.instructionRecord.updateMany(change)
      await audit(tx, actor, {
        action: `${what}.${removed ? 'removed' : 'restored'}`,
        objectType: what,
        objectId: unique[0] ?? '',
        detail: { count, ids: unique.slice(0, 100) },
      })
      await publish(tx, { projectId, topic: 'expansion', id: unique[0] ?? '' })
      return { changed: count }
    })

export const markPool = markIn('poolInstruction', 'instruction')
export const markRecords = markIn('instructionRecord', 'record')
