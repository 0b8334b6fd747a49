import { serveWorkTime } from '@/lib/pipeline/insight'
import { streamRoute } from '@/lib/platform/api/stream-route'

export const dynamic = 'force-dynamic'

export const GET = streamRoute<{ project: string }>('admin', (request, { member }) =>
  serveWorkTime(request, member),
)
