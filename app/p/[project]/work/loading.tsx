import { WorkSkeleton } from './work-skeleton'

export default function Loading() {
  return <WorkSkeleton />
}
