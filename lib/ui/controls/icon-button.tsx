import type { ComponentProps } from 'react'
import { cx } from '../cx'
import { ariaShortcut } from './button'

interface IconButtonProps extends ComponentProps<'button'> {
  /** What it does; read out and shown on hover. */
  label: string
  hint?: string
  pressed?: boolean
}

export function IconButton({ label, hint, pressed, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={hint ? `${label} (${hint})` : label}
      aria-pressed={pressed}
      aria-keyshortcuts={hint && ariaShortcut(hint)}
      {...rest}
      className={cx(
        'inline-flex size-8 shrink-0 items-center justify-center rounded-m text-muted transition-colors hover:bg-hover hover:text-ink active:bg-press aria-pressed:bg-hover aria-pressed:text-ink disabled:pointer-events-none disabled:opacity-45 [@media(pointer:coarse)]:size-11',
        className,
      )}
    />
  )
}
