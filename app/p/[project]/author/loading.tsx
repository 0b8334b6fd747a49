import { AuthorSkeleton } from './author-skeleton'

export default function Loading() {
  return <AuthorSkeleton />
}
