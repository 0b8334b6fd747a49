'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/lib/ui/controls/button'
import { Dialog } from '@/lib/ui/feedback/dialog'
import { WordDiff } from '@/lib/ui/words/word-diff'
import type { Seed, SeedTexts } from './use-draft'

interface ConflictDialogProps {
  mine: SeedTexts
  theirs: Seed | null
  onKeep: (which: 'mine' | 'theirs') => void
}

/** The draft was saved from elsewhere meanwhile: both versions, with the differences marked, to choose from. */
export function ConflictDialog({ mine, theirs, onKeep }: ConflictDialogProps) {
  const t = useTranslations('author.conflict')
  const fields = ['instruction', 'targetCaption', 'editObject'] as const
  return (
    <Dialog
      open={theirs !== null}
      onClose={() => onKeep('mine')}
      title={t('title')}
      size="wide"
      actions={
        <>
          <Button look="main" onClick={() => onKeep('mine')}>
            {t('keepMine')}
          </Button>
          <Button onClick={() => onKeep('theirs')}>{t('keepTheirs')}</Button>
        </>
      }
    >
      <p className="mb-4 text-muted">{t('about')}</p>
      {theirs && (
        <div className="grid grid-cols-2 gap-6 max-sm:grid-cols-1">
          <section className="flex flex-col gap-3">
            <h3 className="font-semibold">{t('mine')}</h3>
            {fields.map((field) => (
              <div key={field}>
                <p className="text-small text-muted">{t(field)}</p>
                <WordDiff from={theirs[field] ?? ''} to={mine[field] ?? ''} />
              </div>
            ))}
          </section>
          <section className="flex flex-col gap-3">
            <h3 className="font-semibold">{t('theirs')}</h3>
            {fields.map((field) => (
              <div key={field}>
                <p className="text-small text-muted">{t(field)}</p>
                <p>{theirs[field] || '–'}</p>
              </div>
            ))}
          </section>
        </div>
      )}
    </Dialog>
  )
}
