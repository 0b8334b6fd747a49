import { router } from '@/lib/pipeline/router'
import { serveApi } from '@/lib/platform/api/serve'

export const dynamic = 'force-dynamic'

const serve = serveApi(router, '/api/v1')

export { serve as DELETE, serve as GET, serve as PATCH, serve as POST, serve as PUT }
