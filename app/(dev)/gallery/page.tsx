import { notFound } from 'next/navigation'
import { inDevelopment } from './in-development'
import { ShellGallery } from './shell-gallery'

export default function GalleryPage() {
  if (!inDevelopment) notFound()
  return <ShellGallery />
}
