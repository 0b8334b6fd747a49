import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { hasRole } from '@/lib/platform/auth/actor'
import { requireMember } from '../../../session'
import { Releases } from './releases'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('releases'))('title'),
})

export default async function ReleasesPage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params
  const { member } = await requireMember(project, 'reviewer')
  return <Releases project={project} canSeal={hasRole(member, 'admin')} />
}
