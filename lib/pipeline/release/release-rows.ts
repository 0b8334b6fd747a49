import { db, Prisma } from '@/lib/platform/db'
import type { ReleaseRow, RowSource } from './formats/row'

const pageRows = 500

/** The frozen rows of a release as exporters read them: a page at a time by position, whatever its size. */
export const releaseRows = (releaseId: string): RowSource =>
  async function* ({ part, after = -1 }) {
    const inPart = part
      ? Prisma.sql`AND payload ->> 'configuration' = ${part.configuration} AND payload ->> 'split' = ${part.split}`
      : Prisma.empty
    for (let last = after; ; ) {
      const page = await db().$queryRaw<{ position: number; payload: ReleaseRow }[]>`
        SELECT position, payload FROM "ReleaseRow"
        WHERE "releaseId" = ${releaseId}::uuid AND position > ${last} ${inPart}
        ORDER BY position LIMIT ${pageRows}`
      for (const { payload } of page) yield payload
      const end = page.at(-1)
      if (!end || page.length < pageRows) return
      last = end.position
    }
  }
