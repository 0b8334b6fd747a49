import { serveExportFile } from '@/lib/pipeline/release'
import { streamRoute } from '@/lib/platform/api/stream-route'

export const dynamic = 'force-dynamic'

export const GET = streamRoute<{ project: string; id: string; path: string[] }>(
  'reviewer',
  (request, { member, params }) => serveExportFile(request, member, params.id, params.path.join('/')),
)

export const HEAD = GET
