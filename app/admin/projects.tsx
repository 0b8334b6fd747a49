'use client'

import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { TextField } from '@/lib/ui/controls/text-field'
import { Dialog } from '@/lib/ui/feedback/dialog'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { LoadMore } from '@/lib/ui/lists/load-more'
import { Table } from '@/lib/ui/lists/table'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { ProblemState } from '../problem-state'
import { Section } from '../section'

export function Projects() {
  const t = useTranslations('admin.projects')
  const [making, setMaking] = useState(false)
  const projects = useInfiniteQuery(
    query.projects.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ cursor, archived: true }),
      initialPageParam: undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  )
  const rows = projects.data?.pages.flatMap(({ items }) => items)
  const create = (
    <Button look="main" onClick={() => setMaking(true)}>
      {t('create')}
    </Button>
  )
  return (
    <Section title={t('title')} actions={create}>
      {projects.error && !rows ? (
        <ProblemState error={projects.error} retry={() => void projects.refetch()} />
      ) : !rows ? (
        <TableSkeleton rows={3} />
      ) : rows.length === 0 ? (
        <EmptyState picture="photos">{t('none')}</EmptyState>
      ) : (
        <Table
          label={t('title')}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'name',
              header: t('name'),
              wide: true,
              cell: ({ slug, name, archivedAt }) => (
                <>
                  <Link href={`/p/${slug}`} className="font-semibold hover:underline">
                    {name}
                  </Link>
                  {archivedAt && <span className="ml-2 text-muted">{t('archived')}</span>}
                </>
              ),
            },
            {
              key: 'created',
              header: t('created'),
              numeric: true,
              cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
            },
          ]}
        />
      )}
      <LoadMore
        hasMore={projects.hasNextPage}
        loading={projects.isFetchingNextPage}
        onMore={() => void projects.fetchNextPage()}
      />
      <NewProject open={making} onClose={() => setMaking(false)} />
    </Section>
  )
}

function NewProject({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations('admin.projects')
  const router = useRouter()
  const form = useId()
  const create = useMutation(
    query.projects.create.mutationOptions({ onSuccess: ({ slug }) => router.push(`/p/${slug}/settings`) }),
  )
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const slug = String(data.get('slug')).trim()
    create.mutate({ name: String(data.get('name')), ...(slug && { slug }) })
  }
  const problem = create.error && readProblem(create.error)
  return (
    <Dialog
      open={open}
      onClose={() => {
        onClose()
        create.reset()
      }}
      title={t('create')}
      actions={
        <Button type="submit" form={form} look="main" busy={create.isPending}>
          {t('create')}
        </Button>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label={t('name')}
          name="name"
          required
          maxLength={80}
          autoFocus
          error={problem && problem.field !== 'slug' ? problem.message : undefined}
        />
        <TextField
          label={t('slug')}
          name="slug"
          pattern="[a-z0-9](?:[a-z0-9\-]{0,58}[a-z0-9])?"
          hint={t('slugHint')}
          error={problem?.field === 'slug' ? problem.message : undefined}
        />
      </form>
    </Dialog>
  )
}
