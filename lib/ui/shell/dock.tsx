import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { CheckIcon, DeskIcon, HomeIcon, LayersIcon, WriteIcon } from '../icons'
import type { PageCounts, PageKey } from './navigation'
import { Waiting } from './page-links'

const icons: Partial<Record<PageKey, typeof HomeIcon>> = {
  work: HomeIcon,
  author: WriteIcon,
  desk: DeskIcon,
  seeds: CheckIcon,
  samples: LayersIcon,
}

interface DockProps {
  base: string
  page: string | undefined
  counts: PageCounts
  pages: readonly PageKey[]
}

/** A rater's pages within a thumb's reach. Phones only. */
export function Dock({ base, page, counts, pages }: DockProps) {
  const t = useTranslations('common')
  return (
    <nav
      aria-label={t('nav.label')}
      className="fixed inset-x-0 bottom-0 z-30 flex h-(--dock) border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      {pages.map((key) => {
        const Icon = icons[key] ?? LayersIcon
        return (
          <Link
            key={key}
            href={`${base}/${key}`}
            aria-current={key === page ? 'page' : undefined}
            className="flex flex-1 flex-col items-center justify-center gap-0.5 text-small text-faint aria-[current]:text-ink"
          >
            <Icon width={20} height={20} />
            <span className="flex gap-1">
              {t(`nav.${key}`)}
              <Waiting count={counts[key]} />
            </span>
          </Link>
        )
      })}
    </nav>
  )
}
