'use client'

import { useTranslations } from 'next-intl'
import type { Pane, PictureName } from '@/lib/ui/compare/panes'
import type { Point } from '@/lib/ui/compare/view'
import type { Draft } from './draft/kept-drafts'

export type Pin = NonNullable<Draft['pins']>[number]

/** Where a pin lies: on the source, or on one candidate. Other pictures take none. */
export const pinAt = ({ x, y }: Point, name: PictureName, candidateId: string): Omit<Pin, 'text'> | null => {
  const place = { x: Math.floor(x), y: Math.floor(y) }
  if (name === 'edited') return { side: 'edited', candidateId, ...place }
  return name === 'source' || name === 'target' ? { side: 'source', ...place } : null
}

interface PinsProps {
  pins: readonly Pin[]
  pane: Pane
  candidateId: string
  onOpen: (index: number) => void
}

/** The pins of the pictures in a pane, numbered in the order in which they were put. */
export function Pins({ pins, pane, candidateId, onOpen }: PinsProps) {
  const t = useTranslations('desk')
  const names = [pane.first.name, pane.second?.name]
  const shown = ({ side, candidateId: on }: Pin) =>
    side === 'source'
      ? names.includes('source') || names.includes('target')
      : names.includes('edited') && on === candidateId
  return pins.map((pin, index) =>
    shown(pin) ? (
      <button
        // biome-ignore lint/suspicious/noArrayIndexKey: a pin is its number
        key={index}
        type="button"
        title={pin.text}
        aria-label={t('pin.named', { number: index + 1, text: pin.text })}
        onClick={() => onOpen(index)}
        className="absolute flex size-6 -translate-1/2 items-center justify-center rounded-full border-2 border-white bg-black/75 text-small font-semibold text-white tabular-nums shadow-[0_0_0_1px_#000]"
        style={{
          left: `calc(var(--x) + ${pin.x + 0.5}px * var(--s))`,
          top: `calc(var(--y) + ${pin.y + 0.5}px * var(--s))`,
        }}
      >
        {index + 1}
      </button>
    ) : null,
  )
}
