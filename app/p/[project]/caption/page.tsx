import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireMember } from '@/app/session'
import { CaptionQueue } from './caption-queue'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('catalog'))('queue.title'),
})

export default async function Page({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params
  await requireMember(project)
  return <CaptionQueue project={project} />
}
