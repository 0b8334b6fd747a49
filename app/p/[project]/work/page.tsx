import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { hasRole } from '@/lib/platform/auth/actor'
import { requireMember } from '../../../session'
import { Work } from './work'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('work'))('title'),
})

/** A person's own home in a project. */
export default async function WorkPage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params
  const { member } = await requireMember(project)
  return <Work project={project} reviews={hasRole(member, 'reviewer')} />
}
