import { cx } from '../cx'

/** A grey block of the size of what will come. */
export const Skeleton = ({ className }: { className: string }) => (
  <span aria-hidden className={cx('skeleton block', className)} />
)

const count = (n: number) => Array.from({ length: n }, (_, index) => index)

export function SheetSkeleton({ tiles = 14 }: { tiles?: number }) {
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-x-2.5 gap-y-4">
      {count(tiles).map((index) => (
        <div key={index}>
          <Skeleton className="aspect-square w-full" />
          <Skeleton className="mt-2 h-3 w-4/5" />
          <Skeleton className="mt-1.5 h-3 w-1/2" />
        </div>
      ))}
    </div>
  )
}

export function TableSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div>
      {count(rows).map((index) => (
        <div key={index} className="flex h-9 items-center gap-8 border-b border-line">
          <Skeleton className="h-3 w-1/3" />
          <Skeleton className="h-3 w-1/5" />
          <Skeleton className="ml-auto h-3 w-16" />
        </div>
      ))}
    </div>
  )
}
