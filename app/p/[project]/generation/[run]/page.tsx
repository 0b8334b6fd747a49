import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { hasRole } from '@/lib/platform/auth/actor'
import { requireMember } from '../../../../session'
import { RunPage } from './run-page'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('generation'))('title'),
})

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

export default async function Page({ params }: { params: Promise<{ project: string; run: string }> }) {
  const { project, run } = await params
  const { member } = await requireMember(project, 'reviewer')
  if (!uuid.test(run)) notFound()
  return <RunPage project={project} id={run} mayRun={hasRole(member, 'admin')} />
}
