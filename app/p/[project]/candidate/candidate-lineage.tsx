'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { Thumb } from '@/lib/ui/lists/thumb'
import type { Candidate } from '../generation/types'

/** Where a candidate comes from: its photograph, its run, and the candidate that it mends. */
export function CandidateLineage({ project, candidate }: { project: string; candidate: Candidate }) {
  const t = useTranslations('generation')
  const { parentId, imageId, runId } = candidate
  const parent = useQuery(
    query.generation.candidate.queryOptions({
      input: { project, id: parentId ?? '' },
      enabled: parentId !== null,
    }),
  )
  const image = useQuery(query.catalog.images.get.queryOptions({ input: { project, id: imageId } }))
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{t('lineage.title')}</h3>
      <ul className="flex flex-col gap-2 text-small">
        <li className="flex items-center gap-3">
          <Thumb src={image.data?.thumbUrl ?? candidate.anchorUrl} alt="" className="size-10 shrink-0" />
          <span className="min-w-0">
            <Link className="block truncate underline" href={`/p/${project}/catalog?open=${imageId}`}>
              {image.data?.name ?? t('lineage.image')}
            </Link>
            {image.data && <span className="text-muted">{t('lineage.turn', { turn: image.data.turn })}</span>}
          </span>
        </li>
        {parent.data && (
          <li className="flex items-center gap-3">
            <Thumb src={parent.data.thumbUrl} alt="" className="size-10 shrink-0" />
            <span className="min-w-0">
              <Link
                className="block truncate underline"
                href={`/p/${project}/generation/${parent.data.runId}?open=${parent.data.id}`}
              >
                {parent.data.instruction}
              </Link>
              <span className="text-muted">{t('lineage.mends')}</span>
            </span>
          </li>
        )}
        <li>
          <Link className="underline" href={`/p/${project}/generation/${runId}`}>
            {t('lineage.run')}
          </Link>
        </li>
      </ul>
    </section>
  )
}
