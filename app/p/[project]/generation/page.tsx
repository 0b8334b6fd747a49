import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { hasRole } from '@/lib/platform/auth/actor'
import { requireMember } from '../../../session'
import { RunsPage } from './runs-page'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('generation'))('title'),
})

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params
  const { member } = await requireMember(project, 'reviewer')
  return <RunsPage project={project} mayRun={hasRole(member, 'admin')} />
}
