import { Skeleton } from '@/lib/ui/feedback/skeleton'
import { DeskLayout } from '@/lib/ui/layout/desk-layout'

/** The desk before its first item: the sentence, the picture and the strips where they will be. */
export function DeskSkeleton() {
  return (
    <DeskLayout
      heading={<Skeleton className="h-7 w-72 max-w-full" />}
      recent={<Skeleton className="h-72 w-9" />}
      viewer={
        <div className="flex h-full items-center justify-center bg-canvas p-5">
          <Skeleton className="aspect-square h-full max-w-full" />
        </div>
      }
      candidates={
        <div className="flex gap-3 p-2 sm:w-[7.25rem] sm:flex-col">
          {['a', 'b', 'c', 'd'].map((key) => (
            <Skeleton key={key} className="aspect-square max-sm:w-16" />
          ))}
        </div>
      }
      actions={<Skeleton className="h-8 w-96 max-w-full" />}
    />
  )
}
