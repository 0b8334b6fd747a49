import type { Api } from '@/lib/ui/api/client'

/** As they come over the wire: times are texts. */
export type Release = Awaited<ReturnType<Api['releases']['get']>>
export type Preview = Awaited<ReturnType<Api['releases']['preview']>>
export type ReleaseExport = Awaited<ReturnType<Api['releases']['getExport']>>
