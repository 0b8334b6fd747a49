'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { query } from '@/lib/ui/api/client'
import { TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { useLive } from '@/lib/ui/live/use-live'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { ProblemState } from '../../../problem-state'
import { ArchiveProject } from './archive-project'
import { EditTypes } from './edit-types'
import { GeneralForm } from './general-form'
import { ReviewForm } from './review-form'
import type { Project } from './use-save-project'
import { WorkForm } from './work-form'

/** How the project works. Each part is saved by itself, over the version that was on screen. */
export function Settings({ project }: { project: string }) {
  const t = useTranslations('settings')
  const input = { project }
  const { data, error, refetch } = useQuery(query.projects.get.queryOptions({ input }))
  useLive(project, ['project'], [query.projects.get.key({ input })])
  return (
    <Page narrow>
      <PageHeader title={t('title')} />
      {error && !data ? (
        <ProblemState error={error} retry={() => void refetch()} />
      ) : !data ? (
        <TableSkeleton />
      ) : (
        <Forms project={data} />
      )}
    </Page>
  )
}

function Forms({ project }: { project: Project }) {
  // Not followed when somebody else saves: a form must not go over what its person has not seen.
  const opened = useState(project.version)
  return (
    <div className="mt-2 flex flex-col gap-10">
      <GeneralForm project={project} opened={opened} />
      <WorkForm project={project} opened={opened} />
      <ReviewForm project={project} opened={opened} />
      <EditTypes project={project.slug} types={project.editTypes} />
      <ArchiveProject project={project.slug} archived={project.archivedAt !== null} />
    </div>
  )
}
