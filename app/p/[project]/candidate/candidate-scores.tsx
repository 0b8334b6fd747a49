'use client'

import { useTranslations } from 'next-intl'
import { StatusDot } from '@/lib/ui/feedback/status-dot'
import type { Candidate } from '../generation/types'
import { shortScore } from './scores'

const names = [
  'clipSimDir',
  'clipSimImage',
  'clipSimSource',
  'clipSimTarget',
  'dinov2Sim',
  'insideShare',
  'perceptual',
  'ssim',
  'l1',
  'l2',
] as const

const atMost = new Set(['maxPerceptual'])
/** A rule is named for its score, or for the bound that it puts on one. */
const rulesOf = { perceptual: ['minPerceptual', 'maxPerceptual'] } as const satisfies Record<
  string,
  readonly string[]
>
const isBounded = (name: string): name is keyof typeof rulesOf => name in rulesOf

/** Each score with the rule that judged it, if one did: value, bound and verdict in one row. */
export function CandidateScores({ candidate }: { candidate: Candidate }) {
  const t = useTranslations('generation')
  const { scores, verdict } = candidate
  const known = names.filter((name) => scores[name] !== null)
  const missing = names.length - known.length
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">
        {t(candidate.passed ? 'verdict.passed' : 'verdict.stopped')}
        {candidate.rank !== null && (
          <span className="font-normal text-muted"> · {t('verdict.rank', { rank: candidate.rank })}</span>
        )}
        {candidate.kept && <span className="font-normal text-muted"> · {t('filter.kept')}</span>}
      </h3>
      <table className="w-full text-small tabular-nums">
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('verdict.score')}</th>
            <th scope="col">{t('verdict.value')}</th>
            <th scope="col">{t('verdict.bound')}</th>
          </tr>
        </thead>
        <tbody>
          {known.map((name) => {
            const of: readonly string[] = isBounded(name) ? rulesOf[name] : [name]
            const rules = verdict.filter(({ rule }) => of.includes(rule))
            return (
              <tr key={name} className="border-b border-line">
                <th scope="row" className="py-1 text-left font-normal text-muted">
                  {t(`score.${name}`)}
                </th>
                <td className="py-1 text-right">{shortScore(scores[name])}</td>
                <td className="w-32 py-1 text-right">
                  {rules.map(({ rule, bound, pass }) => (
                    <span key={rule} className="ml-3 inline-flex items-center gap-1.5 whitespace-nowrap">
                      <span className="text-muted">
                        {atMost.has(rule) ? '≤' : '≥'} {shortScore(bound)}
                      </span>
                      <StatusDot
                        tone={pass ? 'ok' : 'reject'}
                        label={t(pass ? 'verdict.holds' : 'verdict.fails')}
                      />
                    </span>
                  ))}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {missing > 0 && <p className="text-small text-muted">{t('verdict.missing', { count: missing })}</p>}
    </section>
  )
}
