import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { getProject } from '@/lib/pipeline/project'
import { personOf } from '@/lib/platform/auth/actor'
import { requireMember } from '../../../session'
import { Author } from './author'

interface AuthorPageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<{ seed?: string | string[]; image?: string | string[] }>
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('author'))('title'),
})

/** Writing a seed for the next image; `?seed=` goes on with a draft, `?image=` writes for one image. */
export default async function AuthorPage({ params, searchParams }: AuthorPageProps) {
  const { project } = await params
  const { member } = await requireMember(project)
  const { settings } = await getProject(member)
  const { seed, image } = await searchParams
  return (
    <Author
      project={project}
      person={personOf(member)}
      captionWords={settings.image.captionMaxWords}
      seedId={one(seed)}
      imageId={one(image)}
    />
  )
}
