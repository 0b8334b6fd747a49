'use client'

import { useTranslations } from 'next-intl'
import { CommentPanel } from './comment-panel'
import type { DeskPanel } from './desk-actions'
import type { DeskTableProps, PinEditing } from './desk-table'
import { RatingPanel } from './rating-panel'
import { ReasonsPanel } from './reasons-panel'
import { SkipPanel } from './skip-panel'

interface DeskPanelsProps
  extends Pick<DeskTableProps, 'mode' | 'desk' | 'item' | 'reasons' | 'scales' | 'skipPolicies'> {
  open: DeskPanel | null
  /** The ratings are asked for on the way to accepting. */
  accepting: boolean
  pinEditing: PinEditing | null
  onAccept: () => void
  onClose: () => void
}

/** The small thing to fill in that is open over the picture, if one is. */
export function DeskPanels(props: DeskPanelsProps) {
  const { mode, desk, item, open, accepting, pinEditing, reasons, scales, skipPolicies, onAccept, onClose } =
    props
  const t = useTranslations('desk')
  const { draft, fill } = desk
  if (pinEditing) return <PinPanel {...{ desk, pinEditing, onClose }} />
  switch (open) {
    case 'reasons':
      return (
        <ReasonsPanel
          title={t(mode === 'approve' ? 'whyOverturn' : 'whyReject')}
          confirm={t(mode === 'approve' ? 'overturn' : 'reject')}
          reasons={reasons}
          chosen={draft.reasons ?? []}
          onChange={(picked) => fill({ reasons: picked })}
          onClose={onClose}
          onConfirm={(picked) => {
            onClose()
            if (mode === 'approve') desk.settle({ verdict: 'overturn', reasons: picked })
            else desk.judge({ verdict: 'reject', reasons: picked })
          }}
        />
      )
    case 'comment':
      return (
        <CommentPanel
          label={t('comment')}
          hint={t('commentHint')}
          confirm={t('commentKeep')}
          value={draft.comment ?? ''}
          onChange={(comment) => fill({ comment })}
          onClose={onClose}
          onKeep={(comment) => {
            fill({ comment })
            onClose()
          }}
        />
      )
    case 'back':
      return (
        <CommentPanel
          label={t('sendBack.label')}
          hint={t('sendBack.hint')}
          confirm={t('sendBack.action')}
          value={draft.comment ?? ''}
          required
          onChange={(comment) => fill({ comment })}
          onClose={onClose}
          onKeep={() => {
            onClose()
            desk.settle({ verdict: 'back' })
          }}
        />
      )
    case 'rate':
      return (
        <RatingPanel
          scales={scales}
          ratings={draft.ratings ?? {}}
          onRate={(ratings) => fill({ ratings })}
          confirm={t(accepting ? 'accept' : 'done')}
          onConfirm={accepting ? onAccept : onClose}
          onClose={onClose}
        />
      )
    case 'skip':
      return (
        <SkipPanel
          key={item.id}
          policies={skipPolicies}
          onClose={onClose}
          onSkip={(policy) => {
            onClose()
            desk.skip(policy)
          }}
        />
      )
    default:
      return null
  }
}

/** The words of one pin; without any it is taken away. */
function PinPanel({
  desk,
  pinEditing,
  onClose,
}: Pick<DeskPanelsProps, 'desk' | 'onClose'> & { pinEditing: PinEditing }) {
  const t = useTranslations('desk.pin')
  const pins = desk.draft.pins ?? []
  const old = 'index' in pinEditing ? pins[pinEditing.index] : undefined
  return (
    <CommentPanel
      label={t('label')}
      hint={old ? t('emptyRemoves') : undefined}
      confirm={t('keep')}
      value={old?.text ?? ''}
      longest={500}
      required={!old}
      onClose={onClose}
      onKeep={(text) => {
        if ('at' in pinEditing) desk.fill({ pins: [...pins, { ...pinEditing.at, text }] })
        else {
          const changed = pins.map((pin, index) => (index === pinEditing.index ? { ...pin, text } : pin))
          desk.fill({ pins: changed.filter((pin) => pin.text !== '') })
        }
        onClose()
      }}
    />
  )
}
