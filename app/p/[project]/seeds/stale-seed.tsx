'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/lib/ui/controls/button'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { WordDiff } from '@/lib/ui/words/word-diff'

interface Texts {
  readonly instruction: string
  readonly targetCaption: string
}

interface StaleSeedProps {
  /** As it was on this screen, with what was typed. */
  seed: Texts
  theirs: Texts
  onTheirs: () => void
  onMine: () => void
}

/** Two people changed one seed: both versions, and a way to go on with either. */
export function StaleSeed({ seed, theirs, onTheirs, onMine }: StaleSeedProps) {
  const t = useTranslations('seeds.stale')
  return (
    <div className="flex flex-col gap-3">
      <ErrorState title={t('title')} kept={t('kept')} />
      <div>
        <p className="mb-1 text-small text-muted">{t('difference')}</p>
        <WordDiff className="font-semibold" from={seed.instruction} to={theirs.instruction} />
        <WordDiff from={seed.targetCaption} to={theirs.targetCaption} />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button onClick={onTheirs}>{t('theirs')}</Button>
        <Button onClick={onMine}>{t('mine')}</Button>
      </div>
    </div>
  )
}
