import { Skeleton, TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { Page } from '@/lib/ui/shell/page'

export default function Loading() {
  return (
    <Page>
      <Skeleton className="h-6 w-40" />
      <TableSkeleton />
    </Page>
  )
}
