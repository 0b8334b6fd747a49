import { blobPath } from '@/lib/platform/api/context'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { lastDecisions } from './change-decision'
import { viewDecisions } from './view-item'

/** The person's last ten decisions, newest first, for the strip at the edge of the desk. */
export const recentDecisions = async (actor: ProjectActor) => {
  const rows = await lastDecisions(db(), actor)
  const [views, records, candidates] = await Promise.all([
    viewDecisions(rows),
    db().instructionRecord.findMany({
      where: { id: { in: rows.map((row) => row.item.recordId) } },
      select: { id: true, instruction: true },
    }),
    db().candidate.findMany({
      where: { taskId: { in: rows.map((row) => row.item.taskId) } },
      select: { id: true, taskId: true, thumbSha: true, rank: true },
      orderBy: { rank: { sort: 'asc', nulls: 'last' } },
    }),
  ])
  const instructionOf = new Map(records.map((record) => [record.id, record.instruction]))
  return rows.flatMap((row, at) => {
    const decision = views[at]
    if (!decision) return []
    const own = candidates.filter((candidate) => candidate.taskId === row.item.taskId)
    const shown = own.find((candidate) => candidate.id === row.candidateId) ?? own[0]
    return {
      decision,
      instruction: instructionOf.get(row.item.recordId) ?? '',
      thumbUrl: shown ? blobPath(actor.projectId, shown.thumbSha) : null,
      editable: row.editable,
    }
  })
}
