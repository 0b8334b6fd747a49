import { openapi } from '@/lib/pipeline/openapi'

export const dynamic = 'force-dynamic'

export const GET = async (): Promise<Response> =>
  Response.json(await openapi(), { headers: { 'cache-control': 'public, max-age=300' } })
