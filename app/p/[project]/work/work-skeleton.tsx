import { Skeleton } from '@/lib/ui/feedback/skeleton'
import { Page } from '@/lib/ui/shell/page'

/** One's work before its numbers have come. */
export function WorkSkeleton() {
  return (
    <Page narrow>
      <Skeleton className="h-7 w-48" />
      <Skeleton className="h-24" />
      {['a', 'b', 'c', 'd'].map((key) => (
        <Skeleton key={key} className="h-10" />
      ))}
      <Skeleton className="h-16" />
    </Page>
  )
}
