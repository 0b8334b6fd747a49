import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { getProject } from '@/lib/pipeline/project'
import { hasRole, personOf } from '@/lib/platform/auth/actor'
import { requireMember } from '../../../session'
import { Desk } from './desk'

interface DeskPageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<{ mode?: string | string[] }>
}

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('desk'))('title'),
})

/** Judging; with `?mode=approve` a reviewer's second look at what raters accepted. */
export default async function DeskPage({ params, searchParams }: DeskPageProps) {
  const { project } = await params
  const { member } = await requireMember(project)
  const { settings, editTypes } = await getProject(member)
  const reviews = hasRole(member, 'reviewer')
  const mode = reviews && (await searchParams).mode === 'approve' ? 'approve' : 'judge'
  return (
    <Desk
      key={mode}
      project={project}
      mode={mode}
      person={personOf(member)}
      reviews={reviews}
      scales={settings.review.scales}
      skipPolicies={settings.review.skip}
      reasons={settings.rejectReasons}
      editTypes={editTypes.map(({ id, label, labelZh }) => ({ id, label, labelZh }))}
    />
  )
}
