'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { CompareViewer } from '@/lib/ui/compare/compare-viewer'
import { pictures } from '@/lib/ui/compare/picture-store'
import { useHeldPictures, usePictureNews } from '@/lib/ui/compare/use-pictures'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { DeskLayout } from '@/lib/ui/layout/desk-layout'
import { CandidateStrip } from '@/lib/ui/lists/candidate-strip'
import { BestOfSheet } from './best-of-sheet'
import type { DeskProps } from './desk'
import { DeskActions, type DeskPanel } from './desk-actions'
import { DeskHeading } from './desk-heading'
import { DeskPanels } from './desk-panels'
import { FactsPanel } from './facts-panel'
import { type Pin, Pins, pinAt } from './pins'
import { allRated } from './rating-panel'
import { RecentDecisions } from './recent-decisions'
import type { DeskHandle } from './use-desk'
import type { DeskItem } from './use-desk-queue'

/** Fetched when somebody opens it: its drawing tools weigh as much as the rest of the desk. */
const FixView = dynamic(() => import('./fix-view').then((module) => module.FixView))

export interface DeskTableProps extends Omit<DeskProps, 'reasons' | 'editTypes'> {
  desk: DeskHandle
  item: DeskItem
  /** In the person's language. */
  reasons: readonly { readonly key: string; readonly label: string }[]
  editType: string | undefined
  reasonLabel: (key: string) => string
  status: ReactNode
}

/** What an item shows first, then what a key away shows. */
const picturesOf = ({ candidates: [first, ...others], anchorUrl, parent }: DeskItem) =>
  [
    ...(first ? [first.sourceUrl, first.editedUrl, first.maskUrl] : []),
    parent?.candidate.editedUrl,
    ...others.map(({ editedUrl }) => editedUrl),
    anchorUrl,
  ].filter((url) => typeof url === 'string')

/** Which pin is written on: one that was put, or a new one. */
export type PinEditing = { readonly index: number } | { readonly at: Omit<Pin, 'text'> }

/** An item on the table, with everything that can be done with it. */
export function DeskTable(props: DeskTableProps) {
  const {
    project,
    mode,
    person,
    reviews,
    desk,
    item,
    reasons,
    reasonLabel,
    editType,
    scales,
    skipPolicies,
    status,
  } = props
  const t = useTranslations('desk')
  const { candidate, queue, draft } = desk
  const [open, setOpen] = useState<DeskPanel | null>(null)
  const [accepting, setAccepting] = useState<'accept' | 'pick' | null>(null)
  const [pinEditing, setPinEditing] = useState<PinEditing | null>(null)
  const [facts, setFacts] = useState(false)
  const close = () => {
    setOpen(null)
    setAccepting(null)
    setPinEditing(null)
  }
  // What was open belonged to the item before.
  const [shownId, setShownId] = useState(item.id)
  if (shownId !== item.id) {
    setShownId(item.id)
    close()
  }

  const coming = queue.items.filter(({ id }) => id !== item.id).slice(0, 3)
  useHeldPictures([item, ...coming].flatMap(picturesOf))
  usePreloadedThumbs(coming)
  usePictureNews()
  // Nothing is accepted unseen.
  const seen = pictures.bitmap(candidate?.editedUrl) !== null

  const rejected = item.decision?.verdict === 'reject'
  const accept = (how: 'accept' | 'pick', candidateId = candidate?.id) => {
    if (mode === 'approve') return desk.settle({ verdict: 'approve' })
    if (!candidateId) return
    if (!allRated(scales, draft.ratings)) {
      setAccepting(how)
      return setOpen('rate')
    }
    desk.judge({ verdict: how, candidateId })
  }
  const reject = () => {
    // Overturning a rejection needs no reason: the picture in view is good after all.
    if (mode === 'approve' && rejected && candidate)
      desk.settle({ verdict: 'overturn', candidateId: candidate.id })
    else setOpen('reasons')
  }
  const skip = () => {
    const [only, ...others] = skipPolicies
    if (mode === 'approve') desk.later()
    else if (only && others.length === 0) desk.skip(only)
    else setOpen('skip')
  }
  useKeys(open === 'pin' ? [{ key: 'Escape', label: t('back'), run: close }] : [])

  if (open === 'fix' && candidate)
    return (
      <FixView
        key={item.id}
        {...{ project, person, item, candidate, draft }}
        onFill={desk.fill}
        onClose={close}
        onSend={(fix) => {
          close()
          desk.judge({ verdict: 'fix', fix })
        }}
      />
    )

  const number = candidate ? item.candidates.indexOf(candidate) + 1 : 0
  const inside = candidate?.scores.insideShare
  const pins = draft.pins ?? []
  return (
    <>
      <DeskLayout
        status={status}
        heading={<DeskHeading {...{ project, mode, reviews, desk, editType, reasonLabel }} />}
        recent={
          mode === 'judge' ? (
            <RecentDecisions
              recent={desk.recent}
              underWay={queue.out.waiting}
              onOpen={(itemId) => void desk.reopen(itemId)}
              onTakeBack={desk.takeBack}
            />
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
                parent={item.parent?.candidate.editedUrl ?? null}
                photo={item.anchorUrl}
                ahead={coming.flatMap((next) => picturesOf(next).slice(0, 3))}
                editedLabel={t('edited', { number, count: item.candidates.length })}
                info={inside === null || inside === undefined ? null : t('inside', { share: inside })}
                over={(pane) => (
                  <Pins
                    {...{ pins, pane }}
                    candidateId={candidate.id}
                    onOpen={(index) => setPinEditing({ index })}
                  />
                )}
                onPoint={
                  open === 'pin' && !pinEditing
                    ? (at, name) => {
                        const place = pinAt(at, name, candidate.id)
                        if (place) setPinEditing({ at: place })
                      }
                    : undefined
                }
              />
              {open === 'pin' && !pinEditing && (
                <p
                  role="status"
                  className="absolute inset-x-0 top-3 z-10 mx-auto w-fit rounded-m bg-raised px-3 py-1.5 shadow-float"
                >
                  {t('pin.where')}
                </p>
              )}
              {open === 'best' && (
                <BestOfSheet
                  item={item}
                  current={candidate.id}
                  onChoose={desk.choose}
                  onPick={(id) => accept('pick', id)}
                  onClose={close}
                />
              )}
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
            {...{ mode, desk, seen, facts }}
            rated={scales.length > 0 ? allRated(scales, draft.ratings) : null}
            onFacts={() => setFacts(!facts)}
            onAccept={() => accept('accept')}
            onReject={reject}
            onSkip={skip}
            onOpen={setOpen}
          />
        }
      />
      <DeskPanels
        {...{ mode, desk, item, open, pinEditing, reasons, scales, skipPolicies }}
        accepting={accepting !== null}
        onAccept={() => accept(accepting ?? 'accept')}
        onClose={close}
      />
    </>
  )
}

/** Small pictures need no bitmap: the browser's own cache shows them at once. */
function usePreloadedThumbs(items: readonly DeskItem[]) {
  const urls = items.flatMap(({ candidates }) => candidates.map(({ thumbUrl }) => thumbUrl)).join('\n')
  useEffect(() => {
    const images = urls
      .split('\n')
      .filter(Boolean)
      .map((url) => {
        const image = new Image()
        image.src = url
        image.decode().catch(() => undefined)
        return image
      })
    return () => {
      images.length = 0
    }
  }, [urls])
}
