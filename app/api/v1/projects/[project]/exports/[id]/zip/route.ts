import { serveExportZip } from '@/lib/pipeline/release'
import { streamRoute } from '@/lib/platform/api/stream-route'

export const dynamic = 'force-dynamic'

export const GET = streamRoute<{ project: string; id: string }>('reviewer', (request, { member, params }) =>
  serveExportZip(request, member, params.id),
)

export const HEAD = GET
