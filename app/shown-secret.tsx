'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/lib/ui/controls/button'
import { TextField } from '@/lib/ui/controls/text-field'
import { toast } from '@/lib/ui/feedback/toast'
import { CopyIcon } from '@/lib/ui/icons'

interface ShownSecretProps {
  label: ReactNode
  secret: string
  /** That it cannot be seen again, and what to do with it. */
  hint: ReactNode
}

/** A link or a token that is shown once: selected when it gets the focus, and copied with one click. */
export function ShownSecret({ label, secret, hint }: ShownSecretProps) {
  const t = useTranslations('common')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret)
      toast({ text: t('copied') })
    } catch {
      // No clipboard on plain-http hosts: it is selected and can be copied by hand.
    }
  }
  return (
    <div className="flex flex-col gap-2">
      <TextField
        label={label}
        value={secret}
        readOnly
        autoFocus
        spellCheck={false}
        onFocus={({ currentTarget }) => currentTarget.select()}
        className="font-mono"
        hint={hint}
      />
      <div>
        <Button icon={<CopyIcon />} onClick={() => void copy()}>
          {t('copy')}
        </Button>
      </div>
    </div>
  )
}
