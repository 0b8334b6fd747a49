'use client'

import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { ConfirmButton } from '@/lib/ui/controls/confirm-button'
import { TextField } from '@/lib/ui/controls/text-field'
import { TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import { LoadMore } from '@/lib/ui/lists/load-more'
import { Table } from '@/lib/ui/lists/table'
import { ProblemState, toastProblem } from '../problem-state'
import { Section } from '../section'

/** Everybody with an account. New people come by invitation into a project, or from the command line. */
export function Users({ me }: { me: string }) {
  const t = useTranslations('admin.users')
  const client = useQueryClient()
  const [typed, setTyped] = useState('')
  const text = useDeferredValue(typed.trim())
  const users = useInfiniteQuery(
    query.people.users.infiniteOptions({
      input: (cursor: string | undefined) => ({ cursor, ...(text && { text }) }),
      initialPageParam: undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  const update = useMutation(
    query.people.updateUser.mutationOptions({
      onError: toastProblem,
      onSettled: () => client.invalidateQueries({ queryKey: query.people.users.key() }),
    }),
  )
  const rows = users.data?.pages.flatMap(({ items }) => items)
  return (
    <Section title={t('title')} about={t('about')}>
      <div className="max-w-xs">
        <TextField
          label={t('find')}
          type="search"
          value={typed}
          maxLength={100}
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      {users.error && !rows ? (
        <ProblemState error={users.error} retry={() => void users.refetch()} />
      ) : !rows ? (
        <TableSkeleton rows={4} />
      ) : rows.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
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
              cell: ({ name, siteAdmin, disabled }) => (
                <span className="flex items-center gap-2">
                  <span className="truncate font-semibold">{name}</span>
                  {siteAdmin && <span className="text-muted">{t('siteAdmin')}</span>}
                  {disabled && (
                    <span className="flex items-center gap-1.5 text-muted">
                      <StatusDot tone="reject" />
                      {t('disabled')}
                    </span>
                  )}
                </span>
              ),
            },
            { key: 'email', header: t('email'), minor: true, cell: ({ email }) => email },
            {
              key: 'projects',
              header: t('projects'),
              numeric: true,
              minor: true,
              cell: ({ projects }) => projects,
            },
            {
              key: 'siteAdmin',
              header: <span className="sr-only">{t('siteAdmin')}</span>,
              cell: ({ id, name, siteAdmin }) =>
                id !== me && (
                  <ConfirmButton
                    look="plain"
                    question={t(siteAdmin ? 'demoteQuestion' : 'promoteQuestion', { name })}
                    confirm={t('yes')}
                    onConfirm={() => update.mutate({ id, siteAdmin: !siteAdmin })}
                  >
                    {t(siteAdmin ? 'demote' : 'promote')}
                  </ConfirmButton>
                ),
            },
            {
              key: 'disable',
              header: <span className="sr-only">{t('disable')}</span>,
              cell: ({ id, name, disabled }) =>
                id === me ? null : disabled ? (
                  <Button look="plain" onClick={() => update.mutate({ id, disabled: false })}>
                    {t('enable')}
                  </Button>
                ) : (
                  <ConfirmButton
                    look="plain"
                    question={t('disableQuestion', { name })}
                    confirm={t('yes')}
                    onConfirm={() => update.mutate({ id, disabled: true })}
                  >
                    {t('disable')}
                  </ConfirmButton>
                ),
            },
          ]}
        />
      )}
      <LoadMore
        hasMore={users.hasNextPage}
        loading={users.isFetchingNextPage}
        onMore={() => void users.fetchNextPage()}
      />
    </Section>
  )
}
