'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/lib/ui/controls/button'
import { Chip } from '@/lib/ui/controls/chip'
import { CopyId } from '@/lib/ui/controls/copy-id'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import { CompareIcon } from '@/lib/ui/icons'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { MaskedPicture } from '@/lib/ui/region/masked-picture'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { WordDiff } from '@/lib/ui/words/word-diff'
import { type Candidate, toneOf } from '../generation/types'
import type { useEditTypes } from '../use-edit-types'
import { CandidateLineage } from './candidate-lineage'
import { CandidateScores } from './candidate-scores'
import { ComparePair } from './compare-pair'

interface CandidateDetailProps {
  project: string
  candidate: Candidate
  types: ReturnType<typeof useEditTypes>
}

/** All there is to know of a candidate: the pair, what was asked, what the filter said, and how to make it again. */
export function CandidateDetail({ project, candidate, types }: CandidateDetailProps) {
  const t = useTranslations('generation')
  const [comparing, setComparing] = useState(false)
  useKeys([{ key: 'C', label: t('compare'), run: () => setComparing(true) }])
  const { instruction, sourceCaption, targetCaption, editObject, editType } = candidate
  return (
    <>
      <div className="grid grid-cols-2 gap-2 text-small text-muted">
        <figure className="flex flex-col gap-1">
          <MaskedPicture
            src={candidate.sourceUrl}
            alt={sourceCaption}
            mask={candidate.maskUrl}
            maskLabel={t('region')}
          />
          <figcaption>{t('source')}</figcaption>
        </figure>
        <figure className="flex flex-col gap-1">
          <MaskedPicture src={candidate.editedUrl} alt={targetCaption} />
          <figcaption>{t('edited')}</figcaption>
        </figure>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <span className="flex items-center gap-2">
          <StatusDot tone={toneOf(candidate)} />
          {candidate.sampleState === 'none' && !candidate.passed
            ? t('filter.stopped')
            : t(`state.${candidate.sampleState}`)}
        </span>
        <Chip>{types.labelOf(editType)}</Chip>
        {editObject && <Chip>{editObject}</Chip>}
        <span className="ml-auto flex items-center">
          <Button look="plain" hint="C" icon={<CompareIcon />} onClick={() => setComparing(true)}>
            {t('compare')}
          </Button>
          <CopyId id={candidate.id} />
        </span>
      </div>
      <p className="text-title font-semibold text-balance">{instruction}</p>
      <div>
        <p className="mb-1 text-small text-muted">{t('captions')}</p>
        <WordDiff from={sourceCaption} to={targetCaption} />
      </div>
      <CandidateScores candidate={candidate} />
      <section className="flex flex-col gap-2">
        <h3 className="font-semibold">{t('madeBy')}</h3>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-small">
          <dt className="text-muted">{t('fact.engine')}</dt>
          <dd>
            {candidate.generator}{' '}
            {!candidate.isModel && <span className="text-muted">({t('notAModel')})</span>}
          </dd>
          <dt className="text-muted">{t('fact.operation')}</dt>
          <dd>{candidate.operation}</dd>
          <dt className="text-muted">{t('fact.seed')}</dt>
          <dd className="tabular-nums">{candidate.seed}</dd>
          <dt className="text-muted">{t('fact.mode')}</dt>
          <dd>{t(`mode.${candidate.mode}`)}</dd>
          {Object.entries(candidate.params).map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="break-words tabular-nums">{String(value)}</dd>
            </div>
          ))}
          <dt className="text-muted">{t('fact.made')}</dt>
          <dd>
            <RelativeTime at={candidate.createdAt} />
          </dd>
        </dl>
      </section>
      <CandidateLineage project={project} candidate={candidate} />
      {comparing && <ComparePair candidate={candidate} onClose={() => setComparing(false)} />}
    </>
  )
}
