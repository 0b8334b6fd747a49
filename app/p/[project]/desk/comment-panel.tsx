'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/lib/ui/controls/button'
import { TextArea } from '@/lib/ui/controls/text-field'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { FloatingPanel } from './floating-panel'

interface CommentPanelProps {
  value: string
  onKeep: (comment: string) => void
  onClose: () => void
}

/** A remark that goes along with whatever is decided next on this item. */
export function CommentPanel(props: CommentPanelProps) {
  const t = useTranslations('desk')
  return (
    <FloatingPanel label={t('comment')}>
      <Comment {...props} />
    </FloatingPanel>
  )
}

function Comment({ value, onKeep, onClose }: CommentPanelProps) {
  const t = useTranslations('desk')
  const [text, setText] = useState(value)
  const keep = () => onKeep(text.trim())
  useKeys([
    { key: 'Mod+Enter', label: t('commentKeep'), run: keep },
    { key: 'Escape', label: t('back'), run: onClose },
  ])
  return (
    <>
      <TextArea
        label={t('comment')}
        hint={t('commentHint')}
        value={text}
        maxLength={2_000}
        onChange={(event) => setText(event.target.value)}
        // The registry leaves bare keys to whoever types, and Escape is one.
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose()
        }}
      />
      <div className="flex gap-2">
        <Button look="main" hint="Mod+Enter" onClick={keep}>
          {t('commentKeep')}
        </Button>
        <Button look="plain" hint="Escape" onClick={onClose}>
          {t('back')}
        </Button>
      </div>
    </>
  )
}
