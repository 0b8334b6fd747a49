'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { Machinery } from '../machinery'
import { Section } from '../section'
import { Projects } from './projects'
import { Users } from './users'

const lookAgainMs = 5_000

/** What concerns the whole installation: its projects, its accounts and what does the work. */
export function Admin({ me }: { me: string }) {
  const t = useTranslations('admin')
  const machinery = useQuery(query.jobs.siteMachinery.queryOptions({ refetchInterval: lookAgainMs }))
  return (
    <div className="mx-auto max-w-5xl">
      <Page>
        <PageHeader title={t('title')} />
        <div className="mt-2 flex flex-col gap-10">
          <Projects />
          <Users me={me} />
          <Section title={t('machinery')}>
            <Machinery state={machinery} />
          </Section>
        </div>
      </Page>
    </div>
  )
}
