import { receiveFile } from '@/lib/pipeline/catalog'
import { bodyStream, declaredLength } from '@/lib/platform/api/request-body'
import { streamRoute } from '@/lib/platform/api/stream-route'
import { notFound } from '@/lib/platform/errors'
import { isId } from '@/lib/platform/ids'

export const dynamic = 'force-dynamic'

/** The raw bytes of one announced file of an upload. */
export const PUT = streamRoute<{ project: string; id: string; position: string }>(
  'admin',
  async (request, { member, params: { id, position } }) => {
    if (!isId(id) || !/^\d{1,9}$/.test(position)) throw notFound('file of this upload')
    const place = { importId: id, position: Number(position) }
    return Response.json(await receiveFile(member, place, bodyStream(request), declaredLength(request)))
  },
)
