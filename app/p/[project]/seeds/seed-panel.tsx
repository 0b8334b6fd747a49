'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { query } from '@/lib/ui/api/client'
import { Chip } from '@/lib/ui/controls/chip'
import { CopyId } from '@/lib/ui/controls/copy-id'
import { FieldNote } from '@/lib/ui/controls/field'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import { toast } from '@/lib/ui/feedback/toast'
import { SidePanel } from '@/lib/ui/lists/side-panel'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { WordDiff } from '@/lib/ui/words/word-diff'
import type { Walk } from '../light-table'
import type { useEditTypes } from '../use-edit-types'
import { SeedActions, type SeedMode } from './seed-actions'
import { type Edits, SeedFields } from './seed-fields'
import { SeedPicture } from './seed-picture'
import { StaleSeed } from './stale-seed'
import { type Seed, seedTones } from './types'
import { useDecideSeed } from './use-decide-seed'

interface SeedPanelProps {
  project: string
  seed: Seed
  walk: Walk
  types: ReturnType<typeof useEditTypes>
}

/** One seed for a reviewer: what is asked, of which picture, what the checks say, and the decision. */
export function SeedPanel({ project, seed, walk, types }: SeedPanelProps) {
  const t = useTranslations('seeds')
  const [mode, setMode] = useState<SeedMode>('look')
  const [edits, setEdits] = useState<Edits>({})
  const [comment, setComment] = useState('')
  const decide = useDecideSeed(project)
  const findings = useQuery(
    query.seeds.check.queryOptions({
      input: { project, id: seed.id },
      enabled: seed.status === 'submitted' || seed.status === 'returned',
    }),
  )
  const problem = decide.error && readProblem(decide.error)
  const stale = problem?.code === 'conflict' ? (problem.detail?.theirs as Seed | undefined) : undefined

  const settle = (decision: 'approve' | 'return' | 'discard', version = seed.version) =>
    decide.mutate(
      {
        id: seed.id,
        version,
        decision,
        ...(decision === 'approve' && Object.keys(edits).length > 0 && { edits }),
        ...(comment.trim() && { comment: comment.trim() }),
      },
      {
        onSuccess: () => {
          toast({ text: t(`done.${decision}`) })
          walk.onwards()
        },
      },
    )
  const reset = () => {
    setMode('look')
    setEdits({})
    setComment('')
    decide.reset()
  }

  return (
    <SidePanel
      title={t('seed')}
      onClose={walk.onClose}
      onPrevious={walk.onPrevious}
      onNext={walk.onNext}
      actions={
        seed.status === 'submitted' && (
          <SeedActions
            mode={mode}
            setMode={setMode}
            comment={comment}
            setComment={setComment}
            busy={decide.isPending}
            onDecide={settle}
            onBack={reset}
          />
        )
      }
    >
      <SeedPicture
        project={project}
        regionId={seed.regionId}
        image={seed.image}
        caption={seed.sourceCaption}
      />
      <div className="flex flex-wrap items-center gap-2">
        <span className="flex items-center gap-2">
          <StatusDot tone={seedTones[seed.status]} />
          {t(`status.${seed.status}`)}
        </span>
        {seed.editType && <Chip>{types.labelOf(seed.editType)}</Chip>}
        {seed.editObject && <Chip>{seed.editObject}</Chip>}
        <span className="ml-auto">
          <CopyId id={seed.id} />
        </span>
      </div>
      {mode === 'edit' ? (
        <SeedFields seed={seed} edits={edits} onChange={setEdits} types={types.options} />
      ) : (
        <>
          <p className="text-title font-semibold text-balance">{seed.instruction}</p>
          <div>
            <p className="mb-1 text-small text-muted">{t('field.captions')}</p>
            <WordDiff from={seed.sourceCaption} to={seed.targetCaption} />
          </div>
        </>
      )}
      {findings.data?.length === 0 && <FieldNote tone="ok">{t('finding.none')}</FieldNote>}
      {findings.data?.map(({ field, code, level, detail }) => (
        <FieldNote key={`${field} ${code}`} tone={level === 'error' ? 'reject' : 'warn'}>
          {t(`finding.${code}`, { field: t(`field.${field}`), other: String(detail?.other ?? '') })}
        </FieldNote>
      ))}
      {stale ? (
        <StaleSeed
          seed={{ ...seed, ...edits }}
          theirs={stale}
          onTheirs={reset}
          onMine={() => settle(decide.variables?.decision ?? 'approve', stale.version)}
        />
      ) : (
        problem && <ErrorState title={problem.message} fix={problem.fix} kept={t('nothingLost')} />
      )}
      {seed.reviewComment && (
        <blockquote className="border-l-2 border-line-strong pl-3">{seed.reviewComment}</blockquote>
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-small text-muted">
        <dt>{t('filter.author')}</dt>
        <dd>
          {seed.author?.name ?? t('nobody')}
          {seed.submittedAt && (
            <>
              {' · '}
              <RelativeTime at={seed.submittedAt} />
            </>
          )}
        </dd>
        {seed.decidedAt && (
          <>
            <dt>{t('field.reviewer')}</dt>
            <dd>
              {seed.reviewer?.name ?? t('nobody')} · <RelativeTime at={seed.decidedAt} />
              {seed.editedByReviewer && ` · ${t('edited')}`}
            </dd>
          </>
        )}
        <dt>{t('field.image')}</dt>
        <dd className="truncate">{seed.image.name}</dd>
      </dl>
    </SidePanel>
  )
}
