'use client'

import { useTranslations } from 'next-intl'
import { Thumb } from '@/lib/ui/lists/thumb'
import { RelativeTime } from '@/lib/ui/words/relative-time'
import { WordDiff } from '@/lib/ui/words/word-diff'
import type { RecordDetail } from './types'

const heading = 'text-small text-muted'

/** Where a record comes from: who wrote it, after which exemplars and instructions, and what it was before. */
export function Provenance({ record, onOpen }: { record: RecordDetail; onOpen: (id: string) => void }) {
  const t = useTranslations('expansion.provenance')
  const { engine, exemplars, pool, versions } = record
  return (
    <section aria-label={t('title')} className="flex flex-col gap-4 border-t border-line pt-4">
      <div>
        <h3 className={heading}>{t('engine')}</h3>
        <p className="break-words">
          {engine.name} <span className="text-muted">{engine.version}</span>
        </p>
        <p className="text-small text-muted">
          {[
            t(engine.isModel ? 'isModel' : 'isNoModel'),
            record.run && t('run', { number: record.run.number }),
            record.imported && t('imported'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      {exemplars.length > 0 && (
        <div>
          <h3 className={heading}>{t('exemplars', { count: exemplars.length })}</h3>
          <ul className="flex flex-col">
            {exemplars.map((exemplar) => (
              <li key={exemplar.id} className="flex gap-3 border-b border-line py-2 last:border-0">
                <Thumb
                  src={exemplar.image.thumbUrl}
                  alt={exemplar.image.name}
                  className="w-12 shrink-0 self-start"
                />
                <div className="min-w-0">
                  <p>{exemplar.instruction}</p>
                  <WordDiff
                    from={exemplar.sourceCaption}
                    to={exemplar.targetCaption}
                    className="text-small text-muted"
                  />
                  <p className="text-small text-faint">
                    {t(exemplar.origin)}
                    {exemplar.retired && ` · ${t('retired')}`}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </div>
      )}
      {pool.length > 0 && (
        <div>
          <h3 className={heading}>{t('pool', { count: pool.length })}</h3>
          <ul className="flex flex-col gap-1">
            {pool.map((instruction) => (
              <li
                key={instruction.id}
                className={instruction.removed ? 'text-faint line-through' : undefined}
              >
                {instruction.text}
              </li>
            ))}
          </ul>
        </div>
      )}
      {versions.length > 0 && (
        <div>
          <h3 className={heading}>{t('versions')}</h3>
          <ul className="flex flex-col gap-1">
            {versions.map((version) => (
              <li key={version.id} className="flex items-baseline gap-3">
                <button
                  type="button"
                  onClick={() => onOpen(version.id)}
                  className="min-w-0 flex-1 truncate rounded-s text-left underline underline-offset-4"
                >
                  {version.instruction}
                </button>
                <span className="text-small text-muted">
                  <RelativeTime at={version.createdAt} />
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
