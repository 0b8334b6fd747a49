'use client'

import { useTranslations } from 'next-intl'
import { Button, ButtonLink } from '@/lib/ui/controls/button'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { useKeys } from '@/lib/ui/keys/use-keys'
import type { useDesk } from './use-desk'
import type { DeskMode } from './use-desk-queue'

interface NothingToJudgeProps {
  project: string
  mode: DeskMode
  reviews: boolean
  desk: ReturnType<typeof useDesk>
}

/** An empty table says what comes next, and how what will be judged gets here. */
export function NothingToJudge({ project, mode, reviews, desk }: NothingToJudgeProps) {
  const t = useTranslations('desk.empty')
  const { counts, recent } = desk
  const canUndo = mode === 'judge' && recent.some(({ editable }) => editable)
  useKeys([{ key: 'U', label: t('undo'), run: () => void desk.undo(), disabled: !canUndo }])
  const approvals = reviews && mode === 'judge' && (counts?.toApprove ?? 0) > 0
  const judging = mode === 'approve' && (counts?.toJudge ?? 0) > 0
  const made = (counts?.generating ?? 0) > 0
  return (
    <div className="flex flex-col items-center">
      <h1 className="sr-only">{t('title')}</h1>
      <EmptyState
        picture={recent.length > 0 ? 'done' : 'pair'}
        action={
          <div className="flex flex-wrap justify-center gap-2">
            {approvals ? (
              <ButtonLink look="main" href={`/p/${project}/desk?mode=approve`}>
                {t('approvals', { count: counts?.toApprove ?? 0 })}
              </ButtonLink>
            ) : judging ? (
              <ButtonLink look="main" href={`/p/${project}/desk`}>
                {t('judge', { count: counts?.toJudge ?? 0 })}
              </ButtonLink>
            ) : (
              <ButtonLink look="main" href={`/p/${project}/author`}>
                {t('write')}
              </ButtonLink>
            )}
            {canUndo && (
              <Button look="plain" hint="U" onClick={() => void desk.undo()}>
                {t('undo')}
              </Button>
            )}
          </div>
        }
      >
        {t(mode === 'approve' ? 'approve' : made ? 'making' : recent.length > 0 ? 'done' : 'first')}
      </EmptyState>
    </div>
  )
}
