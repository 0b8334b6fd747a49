import type { EngineIdentity } from '@/lib/engines/identity'
import { blobPath } from '@/lib/platform/api/context'
import type { Prisma } from '@/lib/platform/db'
import type { RegionView } from './schema'

type RegionRow = Prisma.RegionGetPayload<Record<never, never>>

export const viewRegion = (row: RegionRow): RegionView => {
  const url = (sha256: string | null) => (sha256 ? blobPath(row.projectId, sha256) : null)
  return {
    ...row,
    imageId: row.sourceImageId,
    fineUrl: url(row.fineSha),
    contourUrl: url(row.contourSha),
    boxUrl: url(row.boxSha),
    softUrl: url(row.softSha),
    bbox: row.bbox as RegionView['bbox'],
    engine: (row.engine as EngineIdentity | null)?.name ?? null,
  }
}
