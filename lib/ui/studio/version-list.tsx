'use client'

import { useTranslations } from 'next-intl'
import type { Combine } from '@/lib/imaging/masks/tiles/combine-into'
import { Menu, MenuItem } from '../controls/menu'
import type { StudioVersion } from './studio-contract'

interface VersionListProps {
  versions: readonly StudioVersion[]
  onCopy: (maskUrl: string, version: StudioVersion, how: Combine) => void
}

const ways = ['replace', 'add', 'subtract', 'intersect'] as const

/** Earlier masks of this region: who or what made them, and what of them to take over. */
export function VersionList({ versions, onCopy }: VersionListProps) {
  const t = useTranslations('studio.versions')
  return (
    <section aria-label={t('title')} className="flex flex-col gap-1">
      <h3 className="text-small text-muted">{t('title')}</h3>
      <ul className="flex flex-col">
        {versions.map((version) => (
          <li key={version.id} className="flex items-center gap-3 border-t border-line py-2">
            {version.maskUrl ? (
              // biome-ignore lint/performance/noImgElement: blobs are private, immutable and small
              <img
                src={version.maskUrl}
                alt={t('picture', { name: version.name })}
                className="size-10 shrink-0 rounded-s bg-black object-contain"
              />
            ) : (
              <span aria-hidden className="size-10 shrink-0 rounded-s bg-press" />
            )}
            <div className="min-w-0 flex-1">
              <p className="truncate" aria-current={version.current || undefined}>
                {version.name}
                {version.current && <span className="text-muted"> · {t('current')}</span>}
              </p>
              <p className="truncate text-small text-muted" title={version.by}>
                {version.by}
              </p>
            </div>
            {version.maskUrl && (
              <Menu label={t('copy')} name={t('take', { name: version.name })}>
                {ways.map((how) => (
                  <MenuItem key={how} onClick={() => onCopy(version.maskUrl ?? '', version, how)}>
                    {t(how)}
                  </MenuItem>
                ))}
              </Menu>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
