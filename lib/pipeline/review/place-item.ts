import { getSettings } from '@/lib/pipeline/project'
import type { Tx } from '@/lib/platform/db'
import { inShare } from './quality/share-of-items'

interface NewItem {
  readonly projectId: string
  readonly taskId: string
  readonly recordId: string
  /** Whether somebody asked for it and waits: it is theirs alone, and comes first. */
  readonly byHand: boolean
}

export const laneOf = (tags: readonly string[]): string => [...new Set(tags)].sort().join(' ')

/** Where a new item waits and how many people are to judge it, by the project's rules at this moment. */
export const placeItem = async (tx: Tx, { projectId, taskId, recordId, byHand }: NewItem) => {
  const { review } = await getSettings(projectId, tx)
  const record = await tx.instructionRecord.findUniqueOrThrow({
    where: { id: recordId },
    select: { createdById: true, editTypeId: true },
  })
  const { key } = await tx.editType.findUniqueOrThrow({
    where: { id: record.editTypeId },
    select: { key: true },
  })
  const rules = review.rules.filter(({ editTypes }) => editTypes.length === 0 || editTypes.includes(key))
  const priorities = rules.flatMap(({ priority }) => (priority === null ? [] : [priority]))
  return {
    priority: byHand ? 1 : Math.min(...priorities, ...(priorities.length === 0 ? [10] : [])),
    lane: byHand ? '' : laneOf(rules.flatMap(({ needs }) => needs)),
    wanted: !byHand && inShare('overlap', taskId, review.overlap.share) ? review.overlap.people : 1,
    authorId: record.createdById,
  }
}
