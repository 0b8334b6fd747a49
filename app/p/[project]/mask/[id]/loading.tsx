import { MaskSkeleton } from './mask-skeleton'

export default function Loading() {
  return (
    <div className="flex h-[calc(100dvh-var(--bar)-var(--dock))] flex-col max-md:h-auto">
      <MaskSkeleton />
    </div>
  )
}
