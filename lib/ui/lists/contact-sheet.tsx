'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef, useState } from 'react'
import { cx } from '../cx'
import { StatusDot, type StatusTone } from '../feedback/status-dot'
import { CheckIcon } from '../icons'
import { Thumb } from './thumb'
import type { SelectionHandle } from './use-selection'

export interface SheetItem {
  readonly key: string
  readonly src: string
  readonly alt: string
  readonly title: string
  /** The small second line: scores, who, when. */
  readonly detail?: ReactNode
  readonly status?: { readonly tone: StatusTone; readonly label: string }
  readonly crop?: boolean
}

interface ContactSheetProps {
  label: string
  items: readonly SheetItem[]
  selection?: SelectionHandle
  onOpen?: (key: string) => void
  /** The item shown in the side panel. */
  openKey?: string | null
  /** Smallest width of a picture in pixels. */
  tile?: number
}

/** How many tiles stand in one row, read from where they really are. */
function columnsOf(tiles: readonly HTMLElement[]) {
  const top = tiles[0]?.offsetTop
  const wrapped = tiles.findIndex((tile) => tile.offsetTop !== top)
  return wrapped < 0 ? tiles.length : wrapped
}

/**
 * Pictures as on a photographer's sheet. Arrows move, Space selects, Shift extends, Enter or a click opens.
 * Tiles off screen are not laid out or painted, so a few thousand stay quick.
 */
export function ContactSheet({ label, items, selection, onOpen, openKey, tile = 136 }: ContactSheetProps) {
  const t = useTranslations('common.list')
  const list = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const current = Math.min(at, Math.max(0, items.length - 1))
  const tiles = () => [...(list.current?.querySelectorAll<HTMLElement>('[role="option"]') ?? [])]

  const go = (to: number, extending: boolean) => {
    const all = tiles()
    const next = Math.max(0, Math.min(all.length - 1, to))
    const item = items[next]
    if (!item) return
    if (extending && selection) {
      const from = items[current]
      if (from && selection.keys.size === 0) selection.toggle(from.key)
      selection.extendTo(item.key)
    }
    setAt(next)
    all[next]?.focus()
    // The panel beside the sheet follows.
    if (openKey && !extending) onOpen?.(item.key)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== 'a' || !selection) return
      event.preventDefault()
      selection.all()
      return
    }
    const columns = columnsOf(tiles())
    const steps: Record<string, number> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -columns,
      ArrowDown: columns,
    }
    const step = steps[event.key]
    const item = items[current]
    if (step !== undefined) go(current + step, event.shiftKey)
    else if (event.key === 'Home') go(0, event.shiftKey)
    else if (event.key === 'End') go(items.length - 1, event.shiftKey)
    else if (event.key === 'Enter' && item && onOpen) onOpen(item.key)
    else if (event.key === ' ' && item && selection)
      event.shiftKey ? selection.extendTo(item.key) : selection.toggle(item.key)
    else if (event.key === 'Escape' && selection && selection.keys.size > 0) selection.clear()
    else return
    event.preventDefault()
  }

  const onClick = (event: MouseEvent, index: number, key: string) => {
    setAt(index)
    const onMark = (event.target as Element).closest('[data-mark]') !== null
    if (selection && event.shiftKey) selection.extendTo(key)
    else if (selection && (onMark || event.ctrlKey || event.metaKey || !onOpen)) selection.toggle(key)
    else onOpen?.(key)
  }

  return (
    <div
      ref={list}
      role="listbox"
      aria-label={label}
      aria-multiselectable={selection ? true : undefined}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className="grid gap-x-2.5 gap-y-4"
      style={{ gridTemplateColumns: `repeat(auto-fill, minmax(min(${tile}px, 45%), 1fr))` }}
    >
      {items.map((item, index) => {
        const selected = selection?.keys.has(item.key) ?? false
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox handles the keys of all its options
          <div
            key={item.key}
            role="option"
            aria-selected={selection ? selected : item.key === openKey}
            tabIndex={index === current ? 0 : -1}
            onClick={(event) => onClick(event, index, item.key)}
            onFocus={() => setAt(index)}
            className="group -m-1 cursor-pointer rounded-m p-1 -outline-offset-1 [contain-intrinsic-size:auto_200px] [content-visibility:auto]"
          >
            <span
              className={cx(
                'relative block rounded-s',
                selected && 'outline-2 outline-offset-1 outline-ink',
                !selected && item.key === openKey && 'outline-2 outline-offset-1 outline-accent',
              )}
            >
              <Thumb src={item.src} alt={item.alt} crop={item.crop} />
              {item.status && (
                <span className="absolute top-1.5 right-1.5 flex rounded-full bg-surface/80 p-[3px]">
                  <StatusDot tone={item.status.tone} label={item.status.label} />
                </span>
              )}
              {selection && (
                <span
                  data-mark
                  aria-hidden
                  title={t('select')}
                  className={cx(
                    'absolute top-1.5 left-1.5 flex size-5 items-center justify-center rounded-s border transition-opacity',
                    selected
                      ? 'border-ink bg-ink text-surface'
                      : 'border-line-strong bg-surface/80 text-transparent opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100 [@media(pointer:coarse)]:opacity-100',
                  )}
                >
                  <CheckIcon width={12} height={12} strokeWidth={2} />
                </span>
              )}
            </span>
            <span className="mt-1 block truncate text-small" title={item.title}>
              {item.title}
            </span>
            {item.detail && (
              <span className="block truncate text-small text-muted tabular-nums">{item.detail}</span>
            )}
          </div>
        )
      })}
    </div>
  )
}
