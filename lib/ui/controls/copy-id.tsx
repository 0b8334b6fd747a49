'use client'

import { useTranslations } from 'next-intl'
import { toast } from '../feedback/toast'
import { CopyIcon } from '../icons'
import { IconButton } from './icon-button'

/** Ids are for machines: never shown, always within reach. */
export function CopyId({ id }: { id: string }) {
  const t = useTranslations('common')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(id)
      toast({ text: t('copied') })
    } catch {
      // No clipboard on plain-http hosts; show it to be copied by hand.
      toast({ kind: 'error', text: id })
    }
  }
  return (
    <IconButton label={t('copyId')} onClick={() => void copy()}>
      <CopyIcon />
    </IconButton>
  )
}
