'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { useLive } from '@/lib/ui/live/use-live'
import { ImportProgress } from './import-progress'

/** The imports that are under way, above the list that they fill. */
export function OpenImports({ project, mayImport }: { project: string; mayImport: boolean }) {
  const t = useTranslations('catalog')
  const imports = useQuery(
    query.catalog.imports.list.queryOptions({ input: { project, open: true, limit: 5 } }),
  )
  useLive(project, ['import'], [query.catalog.imports.key()])
  if (!imports.data?.items.length) return null
  return (
    <ul aria-label={t('import.running')} className="flex flex-col gap-4 border-y border-line py-4">
      {imports.data.items.map((run) => (
        <li key={run.id}>
          <ImportProgress
            project={project}
            run={run}
            mayControl={mayImport}
            log={
              <Link className="underline" href={`/p/${project}/catalog/imports?open=${run.id}`}>
                {t('import.rows')}
              </Link>
            }
          />
        </li>
      ))}
    </ul>
  )
}
