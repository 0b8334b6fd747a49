import { Skeleton } from '@/lib/ui/feedback/skeleton'
import { AuthorLayout } from '@/lib/ui/layout/author-layout'

/** The writing page before its image: the picture and the fields where they will be. */
export function AuthorSkeleton() {
  return (
    <AuthorLayout
      title="…"
      picture={
        <div className="flex h-full items-center justify-center p-5">
          <Skeleton className="aspect-square h-full max-w-full" />
        </div>
      }
      fields={['h-20', 'h-9', 'h-14', 'h-16'].map((height) => (
        <div key={height}>
          <Skeleton className="mb-2 h-3 w-32" />
          <Skeleton className={height} />
        </div>
      ))}
      actions={<Skeleton className="h-8 w-56" />}
    />
  )
}
