import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '@/app/session'
import { hasRole } from '@/lib/platform/auth/actor'
import { ExpansionPage } from './expansion-page'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('expansion'))('title'),
})

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params
  const { member } = await requireMember(project, 'reviewer')
  return <ExpansionPage project={project} mayRun={hasRole(member, 'admin')} />
}
