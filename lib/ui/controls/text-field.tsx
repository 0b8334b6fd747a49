import type { ComponentProps } from 'react'
import { cx } from '../cx'
import { Field, type FieldProps, fieldClass } from './field'

export function TextField({
  label,
  hint,
  error,
  note,
  className,
  ...rest
}: FieldProps & ComponentProps<'input'>) {
  return (
    <Field {...{ label, hint, error, note }}>
      {(wiring) => <input {...rest} {...wiring} className={cx(fieldClass, className)} />}
    </Field>
  )
}

/** Grows with what is written in it. */
export function TextArea({
  label,
  hint,
  error,
  note,
  className,
  ...rest
}: FieldProps & ComponentProps<'textarea'>) {
  return (
    <Field {...{ label, hint, error, note }}>
      {(wiring) => (
        <textarea
          rows={2}
          {...rest}
          {...wiring}
          className={cx(fieldClass, 'field-sizing-content resize-none', className)}
        />
      )}
    </Field>
  )
}
