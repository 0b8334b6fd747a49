'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { ImportProgress } from './import-progress'

/** What became of the files that arrived: some may turn out to be no pictures, or known already. */
export function UploadOutcome({ project, id }: { project: string; id: string }) {
  const t = useTranslations('catalog.import')
  const run = useQuery(query.catalog.imports.get.queryOptions({ input: { project, id } }))
  if (!run.data) return null
  return (
    <div className="mt-4">
      <ImportProgress
        project={project}
        run={run.data}
        mayControl={false}
        log={
          <Link className="underline" href={`/p/${project}/catalog/imports?open=${id}`}>
            {t('rows')}
          </Link>
        }
      />
    </div>
  )
}
