'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/lib/ui/controls/button'
import { TextArea } from '@/lib/ui/controls/text-field'
import { useKeys } from '@/lib/ui/keys/use-keys'

export type SeedMode = 'look' | 'edit' | 'return' | 'discard'

interface SeedActionsProps {
  mode: SeedMode
  setMode: (mode: SeedMode) => void
  comment: string
  setComment: (comment: string) => void
  busy: boolean
  onDecide: (decision: 'approve' | 'return' | 'discard') => void
  onBack: () => void
}

/** A reviewer's four keys. Editing, returning and discarding take a second press, and Escape takes them back. */
export function SeedActions(props: SeedActionsProps) {
  const { mode, setMode, comment, setComment, busy, onDecide, onBack } = props
  const t = useTranslations('seeds')
  const looking = mode === 'look'
  const canReturn = comment.trim() !== '' && !busy
  useKeys([
    { key: 'A', label: t('action.approve'), run: () => onDecide('approve'), disabled: !looking || busy },
    { key: 'E', label: t('action.edit'), run: () => setMode('edit'), disabled: !looking },
    { key: 'R', label: t('action.return'), run: () => setMode('return'), disabled: !looking },
    { key: 'D', label: t('action.discard'), run: () => setMode('discard'), disabled: !looking },
    {
      key: 'Mod+Enter',
      label: mode === 'return' ? t('action.return') : t('action.approve'),
      run: () => (mode === 'edit' ? onDecide('approve') : canReturn && onDecide('return')),
      disabled: (mode !== 'edit' && mode !== 'return') || busy,
    },
    { key: 'Escape', label: t('action.back'), run: onBack, disabled: looking },
  ])
  const back = (
    <Button look="plain" hint="Escape" onClick={onBack}>
      {t('action.back')}
    </Button>
  )
  switch (mode) {
    case 'look':
      return (
        <>
          <Button look="accept" hint="A" busy={busy} onClick={() => onDecide('approve')}>
            {t('action.approve')}
          </Button>
          <Button look="plain" hint="E" onClick={() => setMode('edit')}>
            {t('action.edit')}
          </Button>
          <Button look="plain" hint="R" onClick={() => setMode('return')}>
            {t('action.return')}
          </Button>
          <Button look="reject" hint="D" onClick={() => setMode('discard')}>
            {t('action.discard')}
          </Button>
        </>
      )
    case 'edit':
      return (
        <>
          <Button look="main" hint="Mod+Enter" busy={busy} onClick={() => onDecide('approve')}>
            {t('action.approveEdited')}
          </Button>
          {back}
        </>
      )
    case 'return':
      return (
        <>
          <div className="w-full">
            <TextArea
              autoFocus
              label={t('comment.label')}
              hint={t('comment.hint')}
              value={comment}
              onChange={({ target }) => setComment(target.value)}
              onKeyDown={({ key }) => key === 'Escape' && onBack()}
            />
          </div>
          <Button
            look="main"
            hint="Mod+Enter"
            busy={busy}
            disabled={!canReturn}
            onClick={() => onDecide('return')}
          >
            {t('action.return')}
          </Button>
          {back}
        </>
      )
    case 'discard':
      return (
        <>
          <span className="mr-2">{t('discardQuestion')}</span>
          <Button look="reject" autoFocus busy={busy} onClick={() => onDecide('discard')}>
            {t('action.discard')}
          </Button>
          {back}
        </>
      )
  }
}
