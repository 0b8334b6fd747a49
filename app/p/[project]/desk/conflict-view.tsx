'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/lib/ui/controls/button'
import { Dialog } from '@/lib/ui/feedback/dialog'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { Thumb } from '@/lib/ui/lists/thumb'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import type { Call, Entry, Theirs } from './outbox/entry'

interface ConflictViewProps {
  conflicts: readonly Entry[]
  reasonLabel: (key: string) => string
  /** Lets what stands stand. */
  onSeen: (id: string) => void
  onClose: () => void
}

/** What was decided here and what stands instead, next to each other. */
export function ConflictView({ conflicts, reasonLabel, onSeen, onClose }: ConflictViewProps) {
  const t = useTranslations('desk.conflict')
  const [entry] = conflicts
  const seen = (id: string) => {
    onSeen(id)
    if (conflicts.length === 1) onClose()
  }
  return (
    <Dialog
      open={entry !== undefined}
      onClose={onClose}
      title={t('title')}
      size="wide"
      actions={entry && <SeenButton onSeen={() => seen(entry.id)} />}
    >
      {entry && (
        <div className="flex flex-col gap-4">
          <div className="flex items-start gap-3">
            {entry.thumbUrl && <Thumb src={entry.thumbUrl} alt="" className="w-20 shrink-0" />}
            <div>
              <h3 className="font-semibold">{entry.instruction}</h3>
              <p className="text-muted">{entry.conflict?.message}</p>
            </div>
          </div>
          <div className="grid grid-cols-2 gap-6 max-sm:grid-cols-1">
            <section className="flex flex-col gap-1">
              <h4 className="text-small text-muted">
                {t('yours')} · <RelativeTime at={new Date(entry.madeAt)} />
              </h4>
              <Yours call={entry.call} reasonLabel={reasonLabel} />
            </section>
            <section className="flex flex-col gap-1">
              <h4 className="text-small text-muted">{t('theirs')}</h4>
              <TheirVersion theirs={entry.conflict?.theirs ?? null} reasonLabel={reasonLabel} />
            </section>
          </div>
          <p className="text-small text-muted">{t('about')}</p>
        </div>
      )}
    </Dialog>
  )
}

function SeenButton({ onSeen }: { onSeen: () => void }) {
  const t = useTranslations('desk.conflict')
  useKeys([{ key: 'Enter', label: t('seen'), run: onSeen }])
  return (
    <Button look="main" hint="Enter" onClick={onSeen}>
      {t('seen')}
    </Button>
  )
}

function Yours({ call, reasonLabel }: { call: Call; reasonLabel: (key: string) => string }) {
  const t = useTranslations('desk')
  if (call.kind === 'skip') return <p>{t('skip')}</p>
  const said = call.kind === 'settle' ? call : call.judgement
  const reasons = 'reasons' in said ? (said.reasons ?? []) : []
  return (
    <Said verdict={t(`verdict.${said.verdict}`)} reasons={reasons.map(reasonLabel)} comment={said.comment} />
  )
}

function TheirVersion({
  theirs,
  reasonLabel,
}: {
  theirs: Theirs | null
  reasonLabel: (key: string) => string
}) {
  const t = useTranslations('desk')
  const decision = theirs?.decision
  if (!decision) return <p>{t(theirs?.status === 'pending' ? 'conflict.stillOpen' : 'conflict.unknown')}</p>
  const verdict = t.has(`verdict.${decision.verdict}`)
    ? t(`verdict.${decision.verdict}` as 'verdict.accept')
    : decision.verdict
  return (
    <Said
      verdict={`${decision.actor?.name ?? t('somebody')}: ${verdict}`}
      reasons={decision.reasons.map(reasonLabel)}
      comment={decision.comment}
    />
  )
}

interface SaidProps {
  verdict: string
  reasons: readonly string[]
  comment: string | null | undefined
}

const Said = ({ verdict, reasons, comment }: SaidProps) => (
  <>
    <p className="font-semibold">{verdict}</p>
    {reasons.length > 0 && <p>{reasons.join(' · ')}</p>}
    {comment && <p>“{comment}”</p>}
  </>
)
