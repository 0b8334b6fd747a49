import { Skeleton } from '@/lib/ui/feedback/skeleton'

/** The studio's shape while its region is on the way. */
export function MaskSkeleton() {
  return (
    <div className="flex min-h-0 flex-1 max-md:flex-col" aria-busy>
      <div className="flex min-h-0 flex-1 items-center justify-center bg-canvas p-5 max-md:h-[62dvh] max-md:flex-none">
        <Skeleton className="aspect-square h-full max-w-full" />
      </div>
      <div className="flex w-[20rem] flex-col gap-4 border-line p-5 max-md:w-full max-md:border-t md:border-l">
        <Skeleton className="h-5 w-40" />
        <Skeleton className="h-24 w-full" />
        <Skeleton className="h-24 w-full" />
      </div>
    </div>
  )
}
