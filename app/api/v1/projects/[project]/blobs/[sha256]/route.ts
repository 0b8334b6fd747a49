import { streamRoute } from '@/lib/platform/api/stream-route'
import { serveBlob } from '@/lib/platform/storage/serve-blob'

export const dynamic = 'force-dynamic'

export const GET = streamRoute<{ project: string; sha256: string }>('rater', (request, { member, params }) =>
  serveBlob(request, member.projectId, params.sha256),
)

export const HEAD = GET
