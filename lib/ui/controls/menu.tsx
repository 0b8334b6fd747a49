'use client'

import Link from 'next/link'
import { type ComponentProps, type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { cx } from '../cx'

interface MenuProps {
  /** What the button shows. */
  label: ReactNode
  /** Read out instead of the label when that is only a picture. */
  name?: string
  children: ReactNode
  className?: string
}

const gap = 4

/** A button that opens a list of actions. Closing on Escape and outside clicks is the browser's popover. */
export function Menu({ label, name, children, className }: MenuProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)

  const place = () => {
    if (!button.current || !list.current) return
    const at = button.current.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = list.current
    const below = at.bottom + gap + height <= innerHeight || at.top < height + gap
    list.current.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`
    list.current.style.top = `${below ? at.bottom + gap : at.top - gap - height}px`
  }

  const items = () => [...(list.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])]

  const move = (event: KeyboardEvent) => {
    const all = items()
    const at = all.indexOf(document.activeElement as HTMLElement)
    const next = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    all.at(next % all.length)?.focus()
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        aria-haspopup="menu"
        aria-label={name}
        className={cx(
          'inline-flex min-h-8 items-center gap-1 rounded-m px-2 text-muted transition-colors hover:bg-hover hover:text-ink',
          className,
        )}
      >
        {label}
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        onToggle={(event) => {
          if (event.newState !== 'open') return
          place()
          items()[0]?.focus()
        }}
        onKeyDown={move}
        onClick={(event) => {
          if ((event.target as Element).closest('[role^="menuitem"]')) list.current?.hidePopover()
        }}
        className="fixed m-0 min-w-44 rounded-l border border-line bg-raised p-1 text-ink shadow-float"
      >
        {children}
      </div>
    </>
  )
}

const itemClass =
  'flex min-h-8 w-full items-center gap-2 rounded-m px-2 text-left outline-offset-[-2px] hover:bg-hover focus-visible:bg-hover [@media(pointer:coarse)]:min-h-11'

export function MenuItem({ checked, className, ...rest }: ComponentProps<'button'> & { checked?: boolean }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      {...rest}
      {...(checked === undefined ? { role: 'menuitem' } : { role: 'menuitemradio', 'aria-checked': checked })}
      className={cx(itemClass, checked && 'font-semibold', className)}
    />
  )
}

export function MenuLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return <Link tabIndex={-1} {...rest} role="menuitem" className={cx(itemClass, className)} />
}

export const MenuLine = () => <hr className="my-1 border-line" />

export const MenuHeading = ({ children }: { children: ReactNode }) => (
  <p className="px-2 pt-2 pb-1 text-small text-faint">{children}</p>
)
