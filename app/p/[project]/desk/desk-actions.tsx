'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/lib/ui/controls/button'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import { openKeysHelp } from '@/lib/ui/keys/keys-help'
import { useKeys } from '@/lib/ui/keys/use-keys'
import type { DeskHandle } from './use-desk'
import type { DeskMode } from './use-desk-queue'

export type DeskPanel =
  | 'reasons'
  | 'comment'
  | 'fix'
  | 'rate'
  | 'skip'
  | 'pin'
  | 'best'
  | 'back'
  | 'conflicts'

interface DeskActionsProps {
  mode: DeskMode
  desk: DeskHandle
  /** Whether the picture is there: nothing is accepted unseen. */
  seen: boolean
  rated: boolean | null
  facts: boolean
  onFacts: () => void
  onAccept: () => void
  onReject: () => void
  onSkip: () => void
  onOpen: (what: DeskPanel) => void
}

interface Action {
  readonly key: string
  readonly label: string
  readonly run: () => void
  readonly disabled?: boolean
  readonly pressed?: boolean
}

/** What can be done with the item, each with its key; on a phone the two verdicts are as wide as thumbs. */
export function DeskActions(props: DeskActionsProps) {
  const { mode, desk, seen, onAccept, onReject } = props
  const t = useTranslations('desk')
  const approving = mode === 'approve'
  const rejected = approving && desk.item?.decision?.verdict === 'reject'
  const good: Action = {
    key: 'A',
    label: t(approving ? (rejected ? 'uphold' : 'approve') : 'accept'),
    run: onAccept,
    disabled: !rejected && (!desk.candidate || !seen),
  }
  const bad: Action = {
    key: approving ? 'O' : 'R',
    label: t(approving ? 'overturn' : 'reject'),
    run: onReject,
  }
  const rest = useRest(props)
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
        {rest.map(({ key, label, run, disabled, pressed }) => (
          <Button
            key={key}
            look="plain"
            hint={key}
            disabled={disabled}
            aria-pressed={pressed}
            className="px-2.5 max-sm:px-2"
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

/** Everything but the two verdicts, as far as it applies to the item. */
function useRest({ mode, desk, rated, facts, onFacts, onSkip, onOpen }: DeskActionsProps): Action[] {
  const t = useTranslations('desk')
  const { item, candidate, draft, again } = desk
  const judging = mode === 'judge'
  const several = (item?.candidates.length ?? 0) > 1
  const open = (what: DeskPanel) => () => onOpen(what)
  const actions: (Action | false)[] = [
    judging && { key: 'F', label: t('fix.action'), run: open('fix'), disabled: !candidate },
    judging && several && { key: 'B', label: t('best.action'), run: open('best') },
    judging && rated !== null && { key: 'Q', label: t(rated ? 'rated' : 'rate'), run: open('rate') },
    !judging &&
      item?.decision?.verdict !== 'reject' && { key: 'B', label: t('sendBack.action'), run: open('back') },
    { key: 'C', label: t(draft.comment ? 'commentKept' : 'comment'), run: open('comment') },
    judging && {
      key: 'D',
      label: t('pin.action', { count: draft.pins?.length ?? 0 }),
      run: open('pin'),
      disabled: !candidate,
    },
    judging && {
      key: 'E',
      label: t('flag'),
      pressed: draft.flag ?? false,
      run: () => desk.fill({ flag: !draft.flag }),
    },
    again
      ? { key: 'Escape', label: t('leave'), run: desk.leave }
      : { key: 'S', label: t(judging ? 'skip' : 'later'), run: onSkip },
    judging && { key: 'U', label: t('undo'), run: () => void desk.undo() },
    desk.canStartTurn && { key: 'T', label: t('nextTurn'), run: () => void desk.nextTurn() },
    { key: 'I', label: t('facts.title'), run: onFacts, pressed: facts },
  ]
  return actions.filter((one) => one !== false)
}
