'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/lib/ui/controls/button'
import { TextArea } from '@/lib/ui/controls/text-field'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { FloatingPanel } from './floating-panel'

interface CommentPanelProps {
  label: string
  hint?: string
  /** What the main button does. */
  confirm: string
  value: string
  longest?: number
  required?: boolean
  /** Every keystroke, so that a crash loses none. */
  onChange?: (text: string) => void
  onKeep: (text: string) => void
  onClose: () => void
}

/** Something to say in words: a remark on the item, at a place of the picture, or to its author. */
export function CommentPanel(props: CommentPanelProps) {
  return (
    <FloatingPanel label={props.label}>
      <Comment {...props} />
    </FloatingPanel>
  )
}

function Comment(props: CommentPanelProps) {
  const { label, hint, confirm, value, longest = 2_000, required, onChange, onKeep, onClose } = props
  const t = useTranslations('desk')
  const [text, setText] = useState(value)
  const empty = required === true && text.trim() === ''
  const keep = () => {
    if (!empty) onKeep(text.trim())
  }
  useKeys([
    { key: 'Mod+Enter', label: confirm, run: keep },
    { key: 'Escape', label: t('back'), run: onClose },
  ])
  return (
    <>
      <TextArea
        label={label}
        hint={hint}
        value={text}
        maxLength={longest}
        onChange={(event) => {
          setText(event.target.value)
          onChange?.(event.target.value)
        }}
        // The registry leaves bare keys to whoever types, and Escape is one.
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose()
        }}
      />
      <div className="flex gap-2">
        <Button look="main" hint="Mod+Enter" disabled={empty} onClick={keep}>
          {confirm}
        </Button>
        <Button look="plain" hint="Escape" onClick={onClose}>
          {t('back')}
        </Button>
      </div>
    </>
  )
}
