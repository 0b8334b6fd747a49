import { DeskSkeleton } from './desk-skeleton'

export default function Loading() {
  return <DeskSkeleton />
}
