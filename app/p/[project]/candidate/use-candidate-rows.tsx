'use client'

import { useTranslations } from 'next-intl'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import type { Column } from '@/lib/ui/lists/table'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { type Candidate, toneOf } from '../generation/types'
import type { useEditTypes } from '../use-edit-types'
import { shortScore } from './scores'

type Types = ReturnType<typeof useEditTypes>

/** `dir .31 · ssim .82`: the scores that a tile has room for, best known first. */
const scoreLine = ({ scores }: Candidate) =>
  [
    scores.clipSimDir !== null
      ? `dir ${shortScore(scores.clipSimDir)}`
      : scores.insideShare !== null && `in ${shortScore(scores.insideShare)}`,
    scores.ssim !== null && `ssim ${shortScore(scores.ssim)}`,
  ]
    .filter(Boolean)
    .join(' · ')

const useStateText = () => {
  const t = useTranslations('generation')
  return (candidate: Candidate) =>
    candidate.sampleState === 'none' && !candidate.passed
      ? t('filter.stopped')
      : t(`state.${candidate.sampleState}`)
}

export const useCandidateTile = (types: Types) => {
  const textOf = useStateText()
  return (candidate: Candidate) => ({
    src: candidate.thumbUrl,
    alt: candidate.targetCaption,
    title: candidate.instruction,
    detail: scoreLine(candidate) || types.labelOf(candidate.editType),
    status: { tone: toneOf(candidate), label: textOf(candidate) },
  })
}

export const useCandidateColumns = (types: Types): readonly Column<Candidate>[] => {
  const t = useTranslations('generation')
  const textOf = useStateText()
  return [
    {
      key: 'state',
      header: t('filter.state'),
      cell: (candidate) => (
        <span className="flex items-center gap-2 whitespace-nowrap">
          <StatusDot tone={toneOf(candidate)} />
          {textOf(candidate)}
        </span>
      ),
    },
    { key: 'instruction', header: t('column.instruction'), wide: true, cell: (one) => one.instruction },
    {
      key: 'type',
      header: t('filter.type'),
      minor: true,
      cell: (one) => <span className="whitespace-nowrap">{types.labelOf(one.editType)}</span>,
    },
    {
      key: 'rank',
      header: t('column.rank'),
      numeric: true,
      minor: true,
      cell: ({ rank }) => rank ?? <span className="text-faint">–</span>,
    },
    {
      key: 'inside',
      header: t('score.insideShare'),
      numeric: true,
      minor: true,
      cell: ({ scores }) => shortScore(scores.insideShare),
    },
    {
      key: 'ssim',
      header: 'SSIM',
      numeric: true,
      minor: true,
      cell: ({ scores }) => shortScore(scores.ssim),
    },
    {
      key: 'when',
      header: t('column.when'),
      numeric: true,
      cell: ({ createdAt }) => (
        <span className="text-muted">
          <RelativeTime at={createdAt} />
        </span>
      ),
    },
  ]
}
