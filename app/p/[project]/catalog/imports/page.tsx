import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '@/app/session'
import { hasRole } from '@/lib/platform/auth/actor'
import { ImportsPage } from './imports-page'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('catalog'))('history'),
})

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params
  const { member } = await requireMember(project, 'reviewer')
  return <ImportsPage project={project} mayImport={hasRole(member, 'admin')} />
}
