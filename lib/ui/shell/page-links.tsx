import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { cx } from '../cx'
import type { PageCounts, PageKey } from './navigation'

interface PageLinksProps {
  base: string
  page: string | undefined
  counts: PageCounts
  pages: readonly PageKey[]
}

/** A rater's few pages, in the bar itself. On a phone the Dock has them. */
export function PageLinks({ base, page, counts, pages }: PageLinksProps) {
  const t = useTranslations('common')
  return (
    <nav aria-label={t('nav.label')} className="ml-2 flex items-center max-sm:hidden">
      {pages.map((key) => (
        <Link
          key={key}
          href={`${base}/${key}`}
          aria-current={key === page ? 'page' : undefined}
          className={cx(
            'flex min-h-8 items-center gap-1.5 rounded-m px-2 whitespace-nowrap transition-colors hover:text-ink',
            key === page ? 'text-ink' : 'text-faint',
          )}
        >
          {t(`nav.${key}`)}
          <Waiting count={counts[key]} />
        </Link>
      ))}
    </nav>
  )
}

export function Waiting({ count }: { count: PageCounts[PageKey] }) {
  const t = useTranslations('common')
  if (!count || count.waiting === 0) return null
  return (
    <span
      title={typeof count.waiting === 'number' ? t('nav.waiting', { count: count.waiting }) : undefined}
      className={cx('tabular-nums', count.active ? 'text-accent-text' : 'text-faint')}
    >
      {typeof count.waiting === 'number' ? t('number', { value: count.waiting }) : count.waiting}
    </span>
  )
}
