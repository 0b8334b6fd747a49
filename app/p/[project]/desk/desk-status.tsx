'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '@/lib/ui/controls/button'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import { useKeys } from '@/lib/ui/keys/use-keys'
import type { OutboxState } from './outbox/outbox'

interface DeskStatusProps {
  project: string
  out: OutboxState
  onConflicts: () => void
}

/** One line, only while something is not as usual: no connection, no session, a decision that came too late. */
export function DeskStatus({ project, out, onConflicts }: DeskStatusProps) {
  const t = useTranslations('desk.status')
  const { waiting, conflicts, reach } = out
  useKeys([{ key: 'Y', label: t('show'), run: onConflicts, disabled: conflicts.length === 0 }])
  return (
    <>
      <div role="status">
        {reach === 'offline' && (
          <p className="flex flex-wrap items-center gap-2 border-b border-line px-5 py-1.5 text-small text-accent-text">
            <StatusDot tone="warn" />
            {t('offline', { count: waiting.length })}
          </p>
        )}
        {reach === 'signed-out' && (
          <p className="flex flex-wrap items-center gap-2 border-b border-line px-5 py-1.5 text-small text-accent-text">
            <StatusDot tone="warn" />
            {t('signedOut', { count: waiting.length })}
            <Link
              href={`/sign-in?callbackUrl=${encodeURIComponent(`/p/${project}/desk`)}`}
              target="_blank"
              className="underline underline-offset-4"
            >
              {t('signIn')}
            </Link>
          </p>
        )}
      </div>
      {conflicts.length > 0 && (
        <div
          role="alert"
          className="flex flex-wrap items-center gap-2 border-b border-line px-5 py-1 text-small text-reject"
        >
          <StatusDot tone="warn" />
          {t('conflicts', { count: conflicts.length })}
          <Button look="plain" hint="Y" className="min-h-7 text-small" onClick={onConflicts}>
            {t('show')}
          </Button>
        </div>
      )}
    </>
  )
}
