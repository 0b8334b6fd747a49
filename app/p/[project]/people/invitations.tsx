'use client'

import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { ConfirmButton } from '@/lib/ui/controls/confirm-button'
import { LoadMore } from '@/lib/ui/lists/load-more'
import { Table } from '@/lib/ui/lists/table'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { ProblemState, toastProblem } from '../../../problem-state'

/** Links that were made and not used yet. Nothing is shown while there are none. */
export function Invitations({ project }: { project: string }) {
  const t = useTranslations('people')
  const client = useQueryClient()
  const open = useInfiniteQuery(
    query.people.invitations.infiniteOptions({
      input: (cursor: string | undefined) => ({ project, cursor }),
      initialPageParam: undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  )
  const revoke = useMutation(
    query.people.revokeInvitation.mutationOptions({
      onError: toastProblem,
      onSettled: () => client.invalidateQueries({ queryKey: query.people.invitations.key() }),
    }),
  )
  if (open.error && !open.data) return <ProblemState error={open.error} retry={() => void open.refetch()} />
  const rows = open.data?.pages.flatMap(({ items }) => items) ?? []
  if (rows.length === 0) return null
  return (
    <section className="mt-6 flex flex-col gap-2">
      <h2 className="font-semibold">{t('invitations')}</h2>
      <Table
        label={t('invitations')}
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          { key: 'email', header: t('email'), wide: true, cell: ({ email }) => email },
          { key: 'role', header: t('roleLabel'), cell: ({ role }) => t(`role.${role}`) },
          {
            key: 'expires',
            header: t('expires'),
            cell: ({ expiresAt }) => (
              <span className="whitespace-nowrap text-muted">
                <RelativeTime at={expiresAt} />
              </span>
            ),
          },
          {
            key: 'revoke',
            header: <span className="sr-only">{t('revoke')}</span>,
            cell: ({ id, email }) => (
              <ConfirmButton
                look="plain"
                question={t('revokeQuestion', { email })}
                confirm={t('revoke')}
                onConfirm={() => revoke.mutate({ project, id })}
              >
                {t('revoke')}
              </ConfirmButton>
            ),
          },
        ]}
      />
      <LoadMore
        hasMore={open.hasNextPage}
        loading={open.isFetchingNextPage}
        onMore={() => void open.fetchNextPage()}
      />
    </section>
  )
}
