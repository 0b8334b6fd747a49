import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '../../../../session'
import { QualityPage } from './quality-page'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('quality'))('title'),
})

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params
  await requireMember(project, 'admin')
  return <QualityPage project={project} />
}
