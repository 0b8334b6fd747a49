import Link from 'next/link'
import { notFound } from 'next/navigation'
import { inDevelopment } from './in-development'

export default function GalleryPage() {
  if (!inDevelopment) notFound()
  return (
    <ul className="p-6">
      {['desk', 'author', 'line', 'parts', 'frame'].map((room) => (
        <li key={room}>
          <Link href={`/gallery/${room}`}>{room}</Link>
        </li>
      ))}
    </ul>
  )
}
