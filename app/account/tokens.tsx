'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { ConfirmButton } from '@/lib/ui/controls/confirm-button'
import { TableSkeleton } from '@/lib/ui/feedback/skeleton'
import { Table } from '@/lib/ui/lists/table'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { ProblemState, toastProblem } from '../problem-state'
import { Section } from '../section'
import { TokenDialog } from './token-dialog'

/** The person's own tokens for the API. */
export function Tokens() {
  const t = useTranslations('account.tokens')
  const client = useQueryClient()
  const [making, setMaking] = useState(false)
  const { data, error, refetch } = useQuery(query.account.tokens.queryOptions())
  const revoke = useMutation(
    query.account.revokeToken.mutationOptions({
      onError: toastProblem,
      onSettled: () => client.invalidateQueries({ queryKey: query.account.tokens.key() }),
    }),
  )
  return (
    <Section
      title={t('title')}
      about={t('about')}
      actions={<Button onClick={() => setMaking(true)}>{t('create')}</Button>}
    >
      {error && !data ? (
        <ProblemState error={error} retry={() => void refetch()} />
      ) : !data ? (
        <TableSkeleton rows={2} />
      ) : data.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <Table
          label={t('title')}
          rows={data}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'name',
              header: t('name'),
              wide: true,
              cell: ({ name, prefix }) => (
                <>
                  <span className="font-semibold">{name}</span>{' '}
                  <code className="font-mono text-small text-faint">{prefix}…</code>
                </>
              ),
            },
            {
              key: 'scopes',
              header: t('scope'),
              cell: ({ scopes }) => t(scopes.includes('write') ? 'write' : 'read'),
            },
            {
              key: 'used',
              header: t('used'),
              minor: true,
              cell: ({ lastUsedAt }) => (
                <span className="whitespace-nowrap text-muted">
                  {lastUsedAt ? <RelativeTime at={lastUsedAt} /> : t('never')}
                </span>
              ),
            },
            {
              key: 'expires',
              header: t('ends'),
              minor: true,
              cell: ({ expiresAt }) => (
                <span className="whitespace-nowrap text-muted">
                  {expiresAt ? <RelativeTime at={expiresAt} /> : t('never')}
                </span>
              ),
            },
            {
              key: 'revoke',
              header: <span className="sr-only">{t('revoke')}</span>,
              cell: ({ id, name }) => (
                <ConfirmButton
                  look="plain"
                  question={t('revokeQuestion', { name })}
                  confirm={t('revoke')}
                  onConfirm={() => revoke.mutate({ id })}
                >
                  {t('revoke')}
                </ConfirmButton>
              ),
            },
          ]}
        />
      )}
      <TokenDialog open={making} onClose={() => setMaking(false)} />
    </Section>
  )
}
