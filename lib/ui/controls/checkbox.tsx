import type { ComponentProps, ReactNode } from 'react'

export function Checkbox({ label, ...rest }: Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode }) {
  return (
    <label className="flex min-h-8 items-center gap-2 has-disabled:opacity-50">
      <input type="checkbox" {...rest} className="size-4 accent-ink" />
      {label}
    </label>
  )
}
