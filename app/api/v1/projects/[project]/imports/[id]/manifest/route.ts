import { receiveManifest } from '@/lib/pipeline/catalog'
import { bodyStream } from '@/lib/platform/api/request-body'
import { streamRoute } from '@/lib/platform/api/stream-route'
import { notFound } from '@/lib/platform/errors'
import { isId } from '@/lib/platform/ids'

export const dynamic = 'force-dynamic'

/** The CSV or JSON Lines file of an import, as raw bytes. */
export const PUT = streamRoute<{ project: string; id: string }>(
  'admin',
  async (request, { member, params: { id } }) => {
    if (!isId(id)) throw notFound('import')
    return Response.json(await receiveManifest(member, id, bodyStream(request)))
  },
)
