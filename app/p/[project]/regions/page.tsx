import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '../../../session'
import { RegionsPage } from './regions-page'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('regions'))('title'),
})

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params
  await requireMember(project, 'reviewer')
  return <RegionsPage project={project} />
}
