import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '../../../session'
import { Audit } from './audit'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('audit'))('title'),
})

export default async function AuditPage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params
  await requireMember(project, 'admin')
  return <Audit project={project} />
}
