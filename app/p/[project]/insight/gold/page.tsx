import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '../../../../session'
import { GoldPage } from './gold-page'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('quality'))('gold.title'),
})

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params
  await requireMember(project, 'admin')
  return <GoldPage project={project} />
}
