'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Button, type ButtonLook } from './button'

interface ConfirmButtonProps {
  children: ReactNode
  /** What would happen, as a question: “Cancel the run? 412 candidates are kept.” */
  question: string
  /** The words on the button that does it. */
  confirm: string
  onConfirm: () => void
  look?: ButtonLook
  icon?: ReactNode
  busy?: boolean
}

/** Asks once, in place, before something that is hard to take back. Escape or leaving it means no. */
export function ConfirmButton({ children, question, confirm, onConfirm, ...button }: ConfirmButtonProps) {
  const t = useTranslations('common')
  const [asking, setAsking] = useState(false)
  if (!asking)
    return (
      <Button {...button} onClick={() => setAsking(true)}>
        {children}
      </Button>
    )
  return (
    <fieldset
      aria-label={question}
      className="inline-flex flex-wrap items-center gap-2"
      onKeyDown={(event) => event.key === 'Escape' && setAsking(false)}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setAsking(false)}
    >
      <span>{question}</span>
      <Button
        look="reject"
        autoFocus
        onClick={() => {
          setAsking(false)
          onConfirm()
        }}
      >
        {confirm}
      </Button>
      <Button look="plain" onClick={() => setAsking(false)}>
        {t('keep')}
      </Button>
    </fieldset>
  )
}
