'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Button } from '@/lib/ui/controls/button'
import { cx } from '@/lib/ui/cx'
import { Kbd } from '@/lib/ui/keys/kbd'
import { KeyDepth, useKeys } from '@/lib/ui/keys/use-keys'
import type { DeskItem } from './use-desk-queue'

interface BestOfSheetProps {
  item: DeskItem
  current: string
  onChoose: (candidateId: string) => void
  onPick: (candidateId: string) => void
  onClose: () => void
}

/** All candidates at once beside their source: a digit or an arrow chooses, Enter takes the best. */
export function BestOfSheet(props: BestOfSheetProps) {
  return (
    <KeyDepth value={1}>
      <Sheet {...props} />
    </KeyDepth>
  )
}

function Sheet({ item, current, onChoose, onPick, onClose }: BestOfSheetProps) {
  const t = useTranslations('desk.best')
  const list = useRef<HTMLUListElement>(null)
  const { candidates } = item
  const at = candidates.findIndex(({ id }) => id === current)
  const source = candidates[0]?.sourceUrl
  useEffect(() => {
    list.current?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus({ preventScroll: true })
  }, [])
  const choose = (index: number) => {
    const next = candidates[index]
    if (!next) return
    onChoose(next.id)
    list.current?.querySelectorAll<HTMLElement>('button')[index]?.focus()
  }
  const pick = () => onPick(current)
  useKeys([
    ...candidates.slice(0, 9).map(({ id }, index) => ({
      key: String(index + 1),
      label: t('candidate', { number: index + 1 }),
      run: () => choose(candidates.findIndex((one) => one.id === id)),
    })),
    { key: 'Enter', label: t('pick'), run: pick },
    { key: 'Escape', label: t('back'), run: onClose },
    { key: 'B', label: t('back'), run: onClose },
  ])
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key]
    if (step === undefined && event.key !== 'Enter') return
    event.preventDefault()
    if (step === undefined) pick()
    else choose(Math.min(candidates.length - 1, Math.max(0, at + step)))
  }
  return (
    <section aria-label={t('title')} className="absolute inset-0 z-10 flex flex-col bg-canvas">
      <ul
        ref={list}
        onKeyDown={onKeyDown}
        className="grid min-h-0 flex-1 auto-rows-fr gap-3 overflow-y-auto p-4"
        style={{
          gridTemplateColumns: `repeat(auto-fit, minmax(min(${columnPx(candidates.length)}px, 45%), 1fr))`,
        }}
      >
        {source && (
          <li className="flex min-h-36 flex-col gap-1">
            <Picture src={source} alt={t('source')} />
            <span className="text-small text-muted">{t('source')}</span>
          </li>
        )}
        {candidates.map(({ id, editedUrl }, index) => (
          <li key={id} className="flex min-h-36 flex-col gap-1">
            <button
              type="button"
              aria-pressed={id === current}
              aria-label={t('candidate', { number: index + 1 })}
              onClick={() => (id === current ? pick() : onChoose(id))}
              className={cx(
                'relative min-h-0 flex-1 rounded-s outline-offset-2',
                id === current && 'outline-2 outline-accent',
              )}
            >
              <Picture src={editedUrl} alt="" />
            </button>
            <span className="flex items-center gap-2 text-small text-muted">
              {index < 9 && <Kbd>{String(index + 1)}</Kbd>}
              {t('candidate', { number: index + 1 })}
            </span>
          </li>
        ))}
      </ul>
      <div className="flex items-center gap-2 border-t border-line bg-surface px-4 py-2">
        <Button look="accept" hint="Enter" onClick={pick}>
          {t('pick')}
        </Button>
        <Button look="plain" hint="Escape" onClick={onClose}>
          {t('back')}
        </Button>
      </div>
    </section>
  )
}

/** Few are shown large. */
const columnPx = (count: number) => (count <= 3 ? 360 : count <= 5 ? 300 : 200)

const Picture = ({ src, alt }: { src: string; alt: string }) => (
  <span className="relative block size-full min-h-0 flex-1">
    {/* biome-ignore lint/performance/noImgElement: judged, so no optimiser may touch it */}
    <img src={src} alt={alt} draggable={false} className="absolute inset-0 size-full object-contain" />
  </span>
)
