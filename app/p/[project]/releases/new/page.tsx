import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '../../../../session'
import { NewRelease } from '../new-release'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('releases'))('new'),
})

export default async function NewReleasePage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params
  await requireMember(project, 'admin')
  return <NewRelease project={project} />
}
