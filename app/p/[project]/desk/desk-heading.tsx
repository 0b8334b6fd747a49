'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Chip } from '@/lib/ui/controls/chip'
import { InstructionLine } from '@/lib/ui/words/instruction-line'
import type { DeskHandle } from './use-desk'
import type { DeskMode } from './use-desk-queue'

interface DeskHeadingProps {
  project: string
  mode: DeskMode
  reviews: boolean
  desk: DeskHandle
  /** In the person's language. */
  editType: string | undefined
  reasonLabel: (key: string) => string
}

/** What was asked for, as one sentence, and what must be known of the item before it is judged. */
export function DeskHeading({ project, mode, reviews, desk, editType, reasonLabel }: DeskHeadingProps) {
  const t = useTranslations('desk')
  const { item, candidate, draft, place } = desk
  if (!item) return null
  const { returned, reviewReason, opinions, decision, parent } = item
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-1 max-sm:max-h-[30dvh] max-sm:overflow-y-auto">
      <InstructionLine
        className="max-sm:w-full sm:flex-1"
        instruction={item.instruction}
        editType={editType ?? item.editType.label}
        editObject={item.editObject}
        sourceCaption={item.sourceCaption}
        targetCaption={item.targetCaption}
      />
      <div className="flex flex-wrap items-center gap-2 pt-1 text-small text-muted">
        {item.turn > 1 && <Chip>{t('turn', { turn: item.turn })}</Chip>}
        {parent && <Chip>{t(mode === 'judge' ? 'madeAgain' : 'remade')}</Chip>}
        {reviewReason && <Chip>{t(`reviewReason.${reviewReason}`)}</Chip>}
        {desk.again && <Chip className="border-accent text-accent-text">{t('again')}</Chip>}
        {draft.flag && <Chip className="border-accent text-accent-text">{t('flagged')}</Chip>}
        {candidate && !candidate.isModel && <Chip>{t('notModel', { generator: candidate.generator })}</Chip>}
        {!desk.again && (
          <span className="tabular-nums">{t('place', { number: place.number, of: place.of })}</span>
        )}
        {reviews && (
          <Link
            href={`/p/${project}/desk${mode === 'judge' ? '?mode=approve' : ''}`}
            className="underline underline-offset-4"
          >
            {t(mode === 'judge' ? 'toApprove' : 'toJudge')}
          </Link>
        )}
      </div>
      {parent && parent.instruction !== item.instruction && (
        <p className="w-full text-small text-muted">{t('was', { instruction: parent.instruction })}</p>
      )}
      {returned && (
        <p className="w-full text-small text-accent-text">
          {t('returned', { name: returned.by })}{' '}
          {[...returned.reasons.map(reasonLabel), returned.comment].filter(Boolean).join(' · ')}
        </p>
      )}
      {opinions.length > 1 ? (
        opinions.map((opinion) => <Opinion key={opinion.id} opinion={opinion} reasonLabel={reasonLabel} />)
      ) : decision && (decision.comment || mode === 'approve') ? (
        <Opinion opinion={decision} reasonLabel={reasonLabel} />
      ) : null}
    </div>
  )
}

interface OpinionProps {
  opinion: NonNullable<NonNullable<DeskHandle['item']>['decision']>
  reasonLabel: (key: string) => string
}

/** What one person said of the item, in a line. */
function Opinion({ opinion, reasonLabel }: OpinionProps) {
  const t = useTranslations('desk')
  const { actor, verdict, reasons, comment, ratings } = opinion
  const said = [
    t(`verdict.${verdict}`),
    ...reasons.map(reasonLabel),
    ...Object.entries(ratings).map(([key, value]) =>
      t.has(`scale.${key}`) ? `${t(`scale.${key}` as 'scale.perceptual-quality')} ${value}` : '',
    ),
    comment && `“${comment}”`,
  ].filter(Boolean)
  return (
    <p className="w-full text-small text-muted">
      {t('said', { name: actor?.name ?? t('somebody'), said: said.join(' · ') })}
    </p>
  )
}
