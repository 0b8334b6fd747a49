import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { hasRole } from '@/lib/platform/auth/actor'
import { isId } from '@/lib/platform/ids'
import { requireMember } from '../../../../session'
import { ReleaseDetail } from '../release-detail'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('releases'))('title'),
})

export default async function ReleasePage({ params }: { params: Promise<{ project: string; id: string }> }) {
  const { project, id } = await params
  const { member } = await requireMember(project, 'reviewer')
  if (!isId(id)) notFound()
  return <ReleaseDetail project={project} id={id} isAdmin={hasRole(member, 'admin')} />
}
