import { useInfiniteQuery } from '@tanstack/react-query'
import { query } from '@/lib/ui/api/client'
import { type Filters, recordsInput } from './use-filters'

/** The records that fit the filters. The list and the panel that walks through it ask for the same pages once. */
export const useRecords = (project: string, filters: Filters) => {
  const list = useInfiniteQuery(
    query.expansion.records.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...recordsInput(project, filters),
        ...(cursor && { cursor }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  return { list, rows: list.data?.pages.flatMap((page) => page.items) ?? [] }
}
