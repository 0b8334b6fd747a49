import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '@/app/session'
import { hasRole } from '@/lib/platform/auth/actor'
import { CatalogPage } from './catalog-page'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('catalog'))('title'),
})

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params
  const { member } = await requireMember(project, 'reviewer')
  return <CatalogPage project={project} mayImport={hasRole(member, 'admin')} />
}
