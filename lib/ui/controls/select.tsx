import type { ComponentProps } from 'react'
import { cx } from '../cx'
import { ChevronIcon } from '../icons'
import { Field, type FieldProps, fieldClass } from './field'

interface SelectProps extends FieldProps, ComponentProps<'select'> {
  options: readonly { readonly value: string; readonly label: string; readonly disabled?: boolean }[]
}

/** The browser's own select: it is the best one on every phone. */
export function Select({ label, hint, error, note, options, className, ...rest }: SelectProps) {
  return (
    <Field {...{ label, hint, error, note }}>
      {(wiring) => (
        <span className="relative block">
          <select {...rest} {...wiring} className={cx(fieldClass, 'appearance-none pr-9', className)}>
            {options.map(({ value, label: text, disabled }) => (
              <option key={value} value={value} disabled={disabled}>
                {text}
              </option>
            ))}
          </select>
          <ChevronIcon className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-muted" />
        </span>
      )}
    </Field>
  )
}
