'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Chip } from '@/lib/ui/controls/chip'
import { Thumb } from '@/lib/ui/lists/thumb'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import type { Seed } from '../author/use-draft'

const shownAtMost = 8

/** A person's own seeds that need them again (returned, with what to change; drafts), then what became of the rest. */
export function OwnSeeds({ project, seeds }: { project: string; seeds: readonly Seed[] }) {
  const t = useTranslations('work.seeds')
  const groups = [
    { key: 'returned' as const, rows: seeds.filter(({ status }) => status === 'returned') },
    {
      key: 'draft' as const,
      rows: seeds.filter(({ status, instruction }) => status === 'draft' && instruction !== ''),
    },
    {
      key: 'sent' as const,
      rows: seeds.filter(({ status }) => status !== 'returned' && status !== 'draft').slice(0, shownAtMost),
    },
  ]
  return groups.map(({ key, rows }) =>
    rows.length === 0 ? null : (
      <section key={key} aria-label={t(key)}>
        <h2 className="mb-1 font-semibold">{t(key)}</h2>
        <ul>
          {rows.map((seed) => (
            <li key={seed.id} className="border-t border-line">
              <SeedRow seed={seed} href={key === 'sent' ? null : `/p/${project}/author?seed=${seed.id}`} />
            </li>
          ))}
        </ul>
      </section>
    ),
  )
}

function SeedRow({ seed, href }: { seed: Seed; href: string | null }) {
  const t = useTranslations('work.seeds')
  const { instruction, image, reviewComment, reviewer, status } = seed
  const row = (
    <>
      <Thumb src={image.thumbUrl} alt={image.name} className="w-11 shrink-0" />
      <span className="min-w-0 flex-1">
        <span className="block truncate">{instruction || t('untitled')}</span>
        <span className="block text-small text-muted">
          {reviewComment && status !== 'draft' ? (
            t('comment', { name: reviewer?.name ?? '', comment: reviewComment })
          ) : (
            <RelativeTime at={seed.decidedAt ?? seed.submittedAt ?? seed.createdAt} />
          )}
        </span>
      </span>
      <Chip>{t(`status.${status}`)}</Chip>
    </>
  )
  const look = 'flex items-center gap-3 px-1 py-2'
  return href ? (
    <Link href={href} className={`${look} rounded-m hover:bg-hover`}>
      {row}
    </Link>
  ) : (
    <div className={look}>{row}</div>
  )
}
