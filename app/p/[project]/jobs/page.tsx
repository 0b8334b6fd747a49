import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '../../../session'
import { Jobs } from './jobs'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('jobs'))('title'),
})

export default async function JobsPage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params
  await requireMember(project, 'admin')
  return <Jobs project={project} />
}
