import { audit } from '@/lib/platform/audit'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { transaction } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { publish } from '@/lib/platform/events/publish'
import { getRecord } from './get-record'
import { type RecordChanges, reviseRecord } from './revise-record'
import type { RecordDetail } from './schema'

/** Mends a record: its new version takes its place, and the old one stays for those who ask where it came from. */
export const editRecord = async (
  actor: ProjectActor,
  id: string,
  changes: RecordChanges,
): Promise<RecordDetail> => {
  requireRole(actor, 'reviewer')
  const madeId = await transaction(async (tx) => {
    const { projectId } = actor
    if (!(await tx.instructionRecord.count({ where: { id, projectId } })))
      throw notFound('instruction record')
    // The guard: of two people who mend one version, the second is told.
    const { count } = await tx.instructionRecord.updateMany({
      where: { id, projectId, removedAt: null },
      data: { removedAt: new Date() },
    })
    if (count === 0)
      throw new ExemplarError('conflict', 'This record was mended or removed since you opened it.', {
        fix: 'Reload it, and change what is in use now.',
      })
    const made = await reviseRecord(tx, actor, id, changes)
    await audit(tx, actor, {
      action: 'record.mended',
      objectType: 'record',
      objectId: made.id,
      detail: { parentId: id },
    })
    await publish(tx, { projectId, topic: 'expansion', id: made.id })
    return made.id
  })
  return getRecord(actor, madeId)
}
