import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '../../../session'
import { People } from './people'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('people'))('title'),
})

export default async function PeoplePage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params
  const { member } = await requireMember(project, 'admin')
  return <People project={project} me={member.userId} />
}
