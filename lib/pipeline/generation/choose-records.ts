import { Prisma } from '@/lib/platform/db'
import type { RecordChoice } from './schema'

/** The WHERE of a run's choice, over `record`. What a fix mended is not taken again by a batch; what took the place of a removed record is. */
export const choiceWhere = (projectId: string, choice: RecordChoice): Prisma.Sql => {
  const parts: Prisma.Sql[] = [
    Prisma.sql`record."projectId" = ${projectId}::uuid`,
    Prisma.sql`record."removedAt" IS NULL`,
    Prisma.sql`(record."parentId" IS NULL OR EXISTS (
      SELECT 1 FROM "InstructionRecord" parent
      WHERE parent.id = record."parentId" AND parent."removedAt" IS NOT NULL))`,
  ]
  if (choice.expansionRunId) parts.push(Prisma.sql`record."runId" = ${choice.expansionRunId}::uuid`)
  if (choice.recordIds) parts.push(Prisma.sql`record.id = ANY(${choice.recordIds}::uuid[])`)
  if (choice.editTypeIds) parts.push(Prisma.sql`record."editTypeId" = ANY(${choice.editTypeIds}::uuid[])`)
  if (choice.onlyNew)
    parts.push(Prisma.sql`NOT EXISTS (SELECT 1 FROM "GenerationTask" made WHERE made."recordId" = record.id)`)
  return Prisma.join(parts, ' AND ')
}

export const choiceLimit = (choice: RecordChoice): Prisma.Sql =>
  choice.limit === undefined ? Prisma.empty : Prisma.sql`LIMIT ${choice.limit}`
