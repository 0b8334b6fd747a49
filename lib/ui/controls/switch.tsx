import type { ComponentProps, ReactNode } from 'react'

interface SwitchProps extends Omit<ComponentProps<'input'>, 'type'> {
  label: ReactNode
  checked: boolean
  hint?: ReactNode
}

export function Switch({ label, hint, checked, ...rest }: SwitchProps) {
  return (
    <label className="flex items-start gap-3 has-disabled:opacity-50">
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        checked={checked}
        {...rest}
        className="peer sr-only"
      />
      <span
        aria-hidden
        className="relative mt-px h-[1.125rem] w-8 shrink-0 rounded-full bg-line-strong transition-colors peer-checked:bg-ink peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus after:absolute after:top-0.5 after:left-0.5 after:size-3.5 after:rounded-full after:bg-surface after:transition-transform peer-checked:after:translate-x-[0.875rem]"
      />
      <span>
        {label}
        {hint && <span className="block text-small text-muted">{hint}</span>}
      </span>
    </label>
  )
}
