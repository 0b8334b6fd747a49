'use client'

import { useTranslations } from 'next-intl'
import { Chip } from '@/lib/ui/controls/chip'
import { Thumb } from '@/lib/ui/lists/thumb'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import type { Seed } from './use-draft'

interface DraftsListProps {
  seeds: readonly Seed[] | undefined
  /** The one that is open. */
  current: string | null
  onOpen: (seed: Seed) => void
}

/** What a writer has to come back to: returned seeds with what to change, then drafts. */
export function DraftsList({ seeds = [], current, onOpen }: DraftsListProps) {
  const t = useTranslations('author.drafts')
  const open = [
    ...seeds.filter(({ status }) => status === 'returned'),
    ...seeds.filter(
      ({ status, instruction, id }) => status === 'draft' && (instruction !== '' || id === current),
    ),
  ].filter(({ id }) => id !== current)
  if (open.length === 0) return null
  return (
    <section aria-label={t('title')} className="border-t border-line pt-4">
      <h2 className="mb-2 text-small text-muted">{t('title')}</h2>
      <ul className="flex flex-col gap-1">
        {open.map((seed) => (
          <li key={seed.id}>
            <button
              type="button"
              onClick={() => onOpen(seed)}
              className="flex w-full items-start gap-3 rounded-m p-1.5 text-left hover:bg-hover"
            >
              <Thumb src={seed.image.thumbUrl} alt={seed.image.name} className="w-10 shrink-0" />
              <span className="min-w-0 flex-1">
                <span className="block truncate">{seed.instruction || t('untitled')}</span>
                {seed.status === 'returned' && seed.reviewComment ? (
                  <span className="block text-small text-muted">{`“${seed.reviewComment}”`}</span>
                ) : (
                  <span className="block text-small text-faint">
                    <RelativeTime at={seed.createdAt} />
                  </span>
                )}
              </span>
              {seed.status === 'returned' && <Chip>{t('returned')}</Chip>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
