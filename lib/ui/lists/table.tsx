'use client'

import { useTranslations } from 'next-intl'
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
import { cx } from '../cx'
import type { SelectionHandle } from './use-selection'

export interface Column<R> {
  readonly key: string
  readonly header: ReactNode
  readonly cell: (row: R) => ReactNode
  /** Right-aligned with figures of one width. */
  readonly numeric?: boolean
  /** Takes what room is left and cuts what does not fit. */
  readonly wide?: boolean
  /** Left out on narrow windows. */
  readonly minor?: boolean
}

interface TableProps<R> {
  label: string
  columns: readonly Column<R>[]
  rows: readonly R[]
  keyOf: (row: R) => string
  onOpen?: (row: R) => void
  openKey?: string | null
  selection?: SelectionHandle
}

const fromControl = (event: { target: EventTarget }) =>
  (event.target as Element).closest('a, button, input, select, label') !== null

/** A dense table. With `onOpen` rows take the focus: arrows move, Enter opens, Space selects, Shift extends. */
export function Table<R>({ label, columns, rows, keyOf, onOpen, openKey, selection }: TableProps<R>) {
  const t = useTranslations('common.list')
  const every = rows.length > 0 && rows.every((row) => selection?.keys.has(keyOf(row)))
  const active = onOpen !== undefined || selection !== undefined

  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, row: R) => {
    if (event.target !== event.currentTarget) return
    const { currentTarget } = event
    const to = { ArrowDown: currentTarget.nextElementSibling, ArrowUp: currentTarget.previousElementSibling }[
      event.key
    ]
    if (to !== undefined) {
      const next = rows[rows.indexOf(row) + (event.key === 'ArrowDown' ? 1 : -1)]
      if (event.shiftKey && selection && next) {
        if (selection.keys.size === 0) selection.toggle(keyOf(row))
        selection.extendTo(keyOf(next))
      }
      if (to instanceof HTMLElement) to.focus()
      if (openKey && next && !event.shiftKey) onOpen?.(next)
    } else if (event.key === 'Enter' && onOpen) onOpen(row)
    else if (event.key === ' ' && selection)
      event.shiftKey ? selection.extendTo(keyOf(row)) : selection.toggle(keyOf(row))
    else return
    event.preventDefault()
  }

  const onClick = (event: MouseEvent, row: R) => {
    if (fromControl(event)) return
    if (selection && event.shiftKey) selection.extendTo(keyOf(row))
    else onOpen?.(row)
  }

  return (
    // Without rows to focus, the keyboard scrolls a wide table by its frame.
    <div tabIndex={active ? undefined : 0} className="-mx-2 overflow-x-auto px-2 -outline-offset-2">
      <table aria-label={label} className="w-full border-collapse text-left">
        <thead>
          <tr className="border-b border-line-strong/60 text-small text-muted">
            {selection && (
              <th className="w-8 font-normal">
                <input
                  type="checkbox"
                  aria-label={t('selectAll')}
                  checked={every}
                  onChange={() => (every ? selection.clear() : selection.all())}
                  className="block size-4 accent-ink"
                />
              </th>
            )}
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={cx(
                  'h-8 px-2 font-normal whitespace-nowrap first:pl-0 last:pr-0',
                  column.numeric && 'text-right',
                  column.wide && 'w-full',
                  column.minor && 'max-md:hidden',
                )}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = keyOf(row)
            return (
              <tr
                key={key}
                tabIndex={active ? 0 : undefined}
                aria-selected={selection ? selection.keys.has(key) : undefined}
                onKeyDown={active ? (event) => onKeyDown(event, row) : undefined}
                onClick={active ? (event) => onClick(event, row) : undefined}
                className={cx(
                  'border-b border-line -outline-offset-2',
                  active && 'cursor-pointer hover:bg-hover/60',
                  (selection?.keys.has(key) || key === openKey) && 'bg-hover',
                )}
              >
                {selection && (
                  <td className="w-8">
                    <input
                      type="checkbox"
                      aria-label={t('select')}
                      checked={selection.keys.has(key)}
                      onChange={() => selection.toggle(key)}
                      className="block size-4 accent-ink"
                    />
                  </td>
                )}
                {columns.map((column) => (
                  <td
                    key={column.key}
                    className={cx(
                      'h-9 px-2 py-1 first:pl-0 last:pr-0',
                      column.numeric && 'text-right whitespace-nowrap tabular-nums',
                      column.wide && 'max-w-0 min-w-40 truncate',
                      column.minor && 'max-md:hidden',
                    )}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
