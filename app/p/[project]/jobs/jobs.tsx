'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { Machinery } from '../../../machinery'
import { DeadLetters } from './dead-letters'
import { Runs } from './runs'

const lookAgainMs = 5_000

/** Long work of all kinds, what failed for good, and what does the work. */
export function Jobs({ project }: { project: string }) {
  const t = useTranslations('jobs')
  const machinery = useQuery(
    query.jobs.machinery.queryOptions({ input: { project }, refetchInterval: lookAgainMs }),
  )
  return (
    <Page>
      <PageHeader title={t('title')} about={t('about')} />
      <Runs project={project} />
      <DeadLetters project={project} />
      <Machinery state={machinery} />
    </Page>
  )
}
