import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from '../cx'
import { Kbd } from '../keys/kbd'

const looks = {
  /** The one next action of a page. */
  main: 'bg-accent text-on-accent font-semibold hover:brightness-105 active:brightness-95',
  plain: 'text-ink hover:bg-hover active:bg-press',
  outline: 'border border-line-strong/60 text-ink hover:bg-hover active:bg-press',
  accept: 'text-accept hover:bg-hover active:bg-press',
  reject: 'text-reject hover:bg-hover active:bg-press',
}

export type ButtonLook = keyof typeof looks

const shape =
  'inline-flex min-h-8 items-center justify-center gap-2 rounded-m px-3 text-body whitespace-nowrap transition-colors [@media(pointer:coarse)]:min-h-11'
const off = 'disabled:pointer-events-none disabled:opacity-45 aria-busy:cursor-progress'

export const buttonClass = (look: ButtonLook = 'outline') => cx(shape, off, looks[look])

interface Common {
  look?: ButtonLook
  /** The key that does the same, as registered with useKeys; drawn on the button. */
  hint?: string
  icon?: ReactNode
}

interface ButtonProps extends Common, ComponentProps<'button'> {
  /** Work is on its way: says so to screen readers and takes no second click. */
  busy?: boolean
}

export function Button({ look, hint, icon, busy, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      onClick={busy ? undefined : onClick}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      aria-keyshortcuts={hint && ariaShortcut(hint)}
      className={cx(buttonClass(look), busy && 'opacity-70', className)}
    >
      {hint && <Kbd>{hint}</Kbd>}
      {icon}
      {children}
    </button>
  )
}

export function ButtonLink({
  look,
  hint,
  icon,
  className,
  children,
  ...rest
}: Common & ComponentProps<typeof Link>) {
  return (
    <Link
      {...rest}
      aria-keyshortcuts={hint && ariaShortcut(hint)}
      className={cx(buttonClass(look), className)}
    >
      {hint && <Kbd>{hint}</Kbd>}
      {icon}
      {children}
    </Link>
  )
}

export const ariaShortcut = (key: string) => key.replace(/\bMod\b/, 'Control')
