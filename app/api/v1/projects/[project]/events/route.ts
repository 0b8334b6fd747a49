import { streamRoute } from '@/lib/platform/api/stream-route'
import { eventStream } from '@/lib/platform/events/event-stream'

export const dynamic = 'force-dynamic'

export const GET = streamRoute<{ project: string }>('rater', async (request, { member }) =>
  eventStream(member, request.headers, request.signal),
)
