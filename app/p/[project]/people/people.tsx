'use client'

import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { ConfirmButton } from '@/lib/ui/controls/confirm-button'
import { TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import { toast } from '@/lib/ui/feedback/toast'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { LoadMore } from '@/lib/ui/lists/load-more'
import { Table } from '@/lib/ui/lists/table'
import { useLive } from '@/lib/ui/live/use-live'
import { Page } from '@/lib/ui/shell/page'
import { PageHeader } from '@/lib/ui/shell/page-header'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { ProblemState, toastProblem } from '../../../problem-state'
import { Invitations } from './invitations'
import { InviteDialog } from './invite-dialog'
import { RoleSelect } from './role-select'

/** The project's members and the links that will bring more. */
export function People({ project, me }: { project: string; me: string | null }) {
  const t = useTranslations('people')
  const [inviting, setInviting] = useState(false)
  const client = useQueryClient()
  const members = useInfiniteQuery(
    query.people.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ project, cursor }),
      initialPageParam: undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  )
  useLive(project, ['people'], [query.people.key()])
  useKeys([{ key: 'n', label: t('invite'), run: () => setInviting(true) }])
  const refresh = () => client.invalidateQueries({ queryKey: query.people.key() })
  const changeRole = useMutation(
    query.people.changeRole.mutationOptions({
      onSuccess: ({ name, role }) => toast({ text: t('roleChanged', { name, role: t(`role.${role}`) }) }),
      onError: toastProblem,
      onSettled: refresh,
    }),
  )
  const remove = useMutation(
    query.people.remove.mutationOptions({ onError: toastProblem, onSettled: refresh }),
  )
  const rows = members.data?.pages.flatMap(({ items }) => items)

  return (
    <Page>
      <PageHeader
        title={t('title')}
        about={t('about')}
        actions={
          <Button look="main" hint="N" onClick={() => setInviting(true)}>
            {t('invite')}
          </Button>
        }
      />
      {members.error && !rows ? (
        <ProblemState error={members.error} retry={() => void members.refetch()} />
      ) : !rows ? (
        <TableSkeleton />
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
              cell: ({ id, name, disabled }) => (
                <span className="flex items-center gap-2">
                  <span className="truncate font-semibold">{name}</span>
                  {id === me && <span className="text-faint">{t('you')}</span>}
                  {disabled && (
                    <span className="flex items-center gap-1.5 text-small text-muted">
                      <StatusDot tone="reject" />
                      {t('disabled')}
                    </span>
                  )}
                </span>
              ),
            },
            { key: 'email', header: t('email'), cell: ({ email }) => email, minor: true },
            {
              key: 'joined',
              header: t('joined'),
              minor: true,
              cell: ({ joinedAt }) => (
                <span className="whitespace-nowrap text-muted">
                  <RelativeTime at={joinedAt} />
                </span>
              ),
            },
            {
              key: 'role',
              header: t('roleLabel'),
              cell: ({ id, name, role }) => (
                <RoleSelect
                  label={t('roleOf', { name })}
                  value={role}
                  onChange={(next) => changeRole.mutate({ project, id, role: next })}
                />
              ),
            },
            {
              key: 'remove',
              header: <span className="sr-only">{t('remove')}</span>,
              cell: ({ id, name }) => (
                <ConfirmButton
                  look="plain"
                  question={t('removeQuestion', { name })}
                  confirm={t('removeYes')}
                  onConfirm={() => remove.mutate({ project, id })}
                >
                  {t('remove')}
                </ConfirmButton>
              ),
            },
          ]}
        />
      )}
      <LoadMore
        hasMore={members.hasNextPage}
        loading={members.isFetchingNextPage}
        onMore={() => void members.fetchNextPage()}
      />
      <Invitations project={project} />
      <InviteDialog project={project} open={inviting} onClose={() => setInviting(false)} />
    </Page>
  )
}
