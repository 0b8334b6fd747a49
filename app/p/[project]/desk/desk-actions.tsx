'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/lib/ui/controls/button'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import { openKeysHelp } from '@/lib/ui/keys/keys-help'
import { useKeys } from '@/lib/ui/keys/use-keys'
import type { useDesk } from './use-desk'
import type { DeskMode } from './use-desk-queue'

interface DeskActionsProps {
  mode: DeskMode
  desk: ReturnType<typeof useDesk>
  /** Whether the picture is there: nothing is accepted unseen. */
  seen: boolean
  facts: boolean
  onFacts: () => void
  onOpen: (what: 'reasons' | 'comment' | 'fix') => void
}

/** What can be done with the item, each with its key; on a phone the two verdicts are as wide as thumbs. */
export function DeskActions({ mode, desk, seen, facts, onFacts, onOpen }: DeskActionsProps) {
  const t = useTranslations('desk')
  const { candidate, again, comment } = desk
  const approving = mode === 'approve'
  const accept = () => {
    if (!candidate) return
    if (approving) desk.settle('approve')
    else desk.judge({ verdict: 'accept', candidateId: candidate.id })
  }
  const good = {
    key: 'A',
    label: t(approving ? 'approve' : 'accept'),
    run: accept,
    disabled: !candidate || !seen,
  }
  const bad = {
    key: approving ? 'O' : 'R',
    label: t(approving ? 'overturn' : 'reject'),
    run: () => onOpen('reasons'),
  }
  const rest = [
    ...(approving
      ? []
      : [{ key: 'F', label: t('fix.action'), run: () => onOpen('fix'), disabled: !candidate }]),
    { key: 'C', label: t(comment ? 'commentKept' : 'comment'), run: () => onOpen('comment') },
    ...(again
      ? [{ key: 'Escape', label: t('leave'), run: desk.leave }]
      : [{ key: 'S', label: t(approving ? 'later' : 'skip'), run: desk.skip }]),
    ...(approving ? [] : [{ key: 'U', label: t('undo'), run: () => void desk.undo() }]),
    ...(desk.canStartTurn ? [{ key: 'T', label: t('nextTurn'), run: () => void desk.nextTurn() }] : []),
    { key: 'I', label: t('facts.title'), run: onFacts, pressed: facts },
  ]
  useKeys([good, bad, ...rest])
  return (
    <div className="grid w-full grid-cols-2 gap-1 sm:flex sm:items-center">
      <Button
        look="accept"
        hint={good.key}
        disabled={good.disabled}
        icon={<StatusDot tone="accept" />}
        className="max-sm:min-h-13 max-sm:border max-sm:border-accept/60"
        onClick={good.run}
      >
        {good.label}
      </Button>
      <Button
        look="reject"
        hint={bad.key}
        icon={<StatusDot tone="reject" />}
        className="max-sm:min-h-13 max-sm:border max-sm:border-reject/60"
        onClick={bad.run}
      >
        {bad.label}
      </Button>
      <div className="contents max-sm:col-span-2 max-sm:-mx-1 max-sm:flex max-sm:overflow-x-auto max-sm:[scrollbar-width:none]">
        {rest.map(({ key, label, run, ...more }) => (
          <Button
            key={key}
            look="plain"
            hint={key}
            disabled={'disabled' in more && more.disabled}
            aria-pressed={'pressed' in more ? more.pressed : undefined}
            className="max-sm:px-2"
            onClick={run}
          >
            {label}
          </Button>
        ))}
      </div>
      <Button look="plain" hint="?" className="ml-auto text-muted max-sm:hidden" onClick={openKeysHelp}>
        {t('allKeys')}
      </Button>
    </div>
  )
}
