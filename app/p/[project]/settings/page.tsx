import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '../../../session'
import { Settings } from './settings'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('settings'))('title'),
})

export default async function SettingsPage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params
  await requireMember(project, 'admin')
  return <Settings project={project} />
}
