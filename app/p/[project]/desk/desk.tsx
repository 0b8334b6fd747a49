'use client'

import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { CompareViewer } from '@/lib/ui/compare/compare-viewer'
import { pictures } from '@/lib/ui/compare/picture-store'
import { useHeldPictures, usePictureNews } from '@/lib/ui/compare/use-pictures'
import { Chip } from '@/lib/ui/controls/chip'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { DeskLayout } from '@/lib/ui/layout/desk-layout'
import { CandidateStrip } from '@/lib/ui/lists/candidate-strip'
import { InstructionLine } from '@/lib/ui/words/instruction-line'
import { ProblemState } from '../../../problem-state'
import { CommentPanel } from './comment-panel'
import { DeskActions } from './desk-actions'
import { DeskSkeleton } from './desk-skeleton'
import { FactsPanel } from './facts-panel'
import { FixView } from './fix-view'
import { NothingToJudge } from './nothing-to-judge'
import { ReasonsPanel } from './reasons-panel'
import { RecentDecisions } from './recent-decisions'
import { useDesk } from './use-desk'
import type { DeskItem, DeskMode } from './use-desk-queue'

interface DeskProps {
  project: string
  mode: DeskMode
  /** Whether the person may approve what others accepted. */
  reviews: boolean
  reasons: readonly { readonly key: string; readonly label: string; readonly labelZh: string }[]
  editTypes: readonly { readonly id: string; readonly label: string; readonly labelZh: string }[]
}

/** What an item shows first, then what a key away shows. */
const picturesOf = ({ candidates: [first, ...others], anchorUrl, parent }: DeskItem) =>
  [
    ...(first ? [first.sourceUrl, first.editedUrl, first.maskUrl] : []),
    parent?.candidate.editedUrl,
    ...others.map(({ editedUrl }) => editedUrl),
    anchorUrl,
  ].filter((url) => typeof url === 'string')

/** Judging, one item after the other, without waiting for the network. */
export function Desk({ project, mode, reviews, reasons, editTypes }: DeskProps) {
  const t = useTranslations('desk')
  const zh = useLocale() === 'zh'
  const desk = useDesk(project, mode)
  const { item, candidate, queue } = desk
  const [open, setOpen] = useState<'reasons' | 'comment' | 'fix' | null>(null)
  const [facts, setFacts] = useState(false)
  const coming = queue.items.filter(({ id }) => id !== item?.id).slice(0, 3)
  useHeldPictures([...(item ? [item] : []), ...coming].flatMap(picturesOf))
  usePictureNews()
  // Nothing is accepted unseen.
  const seen = pictures.bitmap(candidate?.editedUrl) !== null

  if (!item) {
    if (queue.state === 'loading') return <DeskSkeleton />
    if (queue.state === 'failed')
      return (
        <div className="p-6">
          <ProblemState error={queue.error} retry={() => void queue.refill()} />
        </div>
      )
    return <NothingToJudge project={project} mode={mode} reviews={reviews} desk={desk} />
  }

  const close = () => setOpen(null)
  const labelOf = ({ label, labelZh }: { label: string; labelZh: string }) => (zh && labelZh) || label
  const named = reasons.map((reason) => ({ key: reason.key, label: labelOf(reason) }))
  const type = editTypes.find(({ id }) => id === item.editType.id)
  const parent = item.parent?.candidate
  const number = candidate ? item.candidates.indexOf(candidate) + 1 : 0
  const inside = candidate?.scores.insideShare
  const said = item.decision?.comment

  if (open === 'fix' && candidate)
    return (
      <FixView
        key={item.id}
        {...{ project, item, candidate }}
        onClose={close}
        onSend={(fix) => {
          close()
          desk.judge({ verdict: 'fix', fix })
        }}
      />
    )

  return (
    <>
      <DeskLayout
        heading={
          <div className="flex flex-wrap items-start gap-x-4 gap-y-1 max-sm:max-h-[30dvh] max-sm:overflow-y-auto">
            <InstructionLine
              className="max-sm:w-full sm:flex-1"
              instruction={item.instruction}
              editType={type ? labelOf(type) : item.editType.label}
              editObject={item.editObject}
              sourceCaption={item.sourceCaption}
              targetCaption={item.targetCaption}
            />
            <div className="flex flex-wrap items-center gap-2 pt-1 text-small text-muted">
              {item.turn > 1 && <Chip>{t('turn', { turn: item.turn })}</Chip>}
              {parent && <Chip>{t(mode === 'judge' ? 'madeAgain' : 'remade')}</Chip>}
              {desk.again && <Chip className="border-accent text-accent-text">{t('again')}</Chip>}
              {candidate && !candidate.isModel && (
                <Chip>{t('notModel', { generator: candidate.generator })}</Chip>
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
            {item.parent && item.parent.instruction !== item.instruction && (
              <p className="w-full text-small text-muted">
                {t('was', { instruction: item.parent.instruction })}
              </p>
            )}
            {said && (
              <p className="w-full text-small text-muted">
                {t('said', { name: item.decision?.actor?.name ?? t('somebody'), comment: said })}
              </p>
            )}
          </div>
        }
        recent={
          mode === 'judge' ? (
            <RecentDecisions recent={desk.recent} onOpen={(itemId) => void desk.reopen(itemId)} />
          ) : null
        }
        viewer={
          candidate ? (
            <div className="relative h-full">
              <CompareViewer
                className="h-full"
                source={candidate.sourceUrl}
                edited={candidate.editedUrl}
                mask={candidate.maskUrl}
                parent={parent?.editedUrl ?? null}
                photo={item.anchorUrl}
                ahead={coming.flatMap((next) => picturesOf(next).slice(0, 3))}
                editedLabel={t('edited', { number, count: item.candidates.length })}
                info={inside === null || inside === undefined ? null : t('inside', { share: inside })}
              />
              {facts && <FactsPanel candidate={candidate} />}
            </div>
          ) : (
            <div className="flex h-full items-center justify-center bg-canvas p-6">
              <ErrorState
                title={t('madeNothing')}
                kept={item.problem ?? undefined}
                fix={t('madeNothingFix')}
              />
            </div>
          )
        }
        candidates={
          candidate && (
            <CandidateStrip
              candidates={item.candidates.map(({ id, thumbUrl, scores, rank }) => ({
                key: id,
                src: thumbUrl,
                detail: scores.clipSimDir?.toFixed(2) ?? (rank === null ? '' : t('rank', { rank })),
              }))}
              current={candidate.id}
              onChoose={desk.choose}
            />
          )
        }
        actions={
          <DeskActions
            mode={mode}
            desk={desk}
            seen={seen}
            facts={facts}
            onFacts={() => setFacts(!facts)}
            onOpen={setOpen}
          />
        }
      />
      {open === 'reasons' && (
        <ReasonsPanel
          title={t(mode === 'approve' ? 'whyOverturn' : 'whyReject')}
          confirm={t(mode === 'approve' ? 'overturn' : 'reject')}
          reasons={named}
          {...(item.decision?.verdict === 'reject' && { chosen: item.decision.reasons })}
          onClose={close}
          onConfirm={(picked) => {
            close()
            if (mode === 'approve') desk.settle('overturn', picked)
            else desk.judge({ verdict: 'reject', reasons: picked })
          }}
        />
      )}
      {open === 'comment' && (
        <CommentPanel
          value={desk.comment}
          onClose={close}
          onKeep={(text) => {
            desk.setComment(text)
            close()
          }}
        />
      )}
    </>
  )
}
