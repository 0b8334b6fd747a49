'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { query } from '@/lib/ui/api/client'
import { toast } from '@/lib/ui/feedback/toast'
import { ProblemState } from '../../../../problem-state'
import { MaskSkeleton } from './mask-skeleton'
import { RegionStudio } from './region-studio'

interface MaskPageProps {
  project: string
  regionId: string
  person: string
}

/** The studio in the whole window. A saved mask is a version of its own, with which the page goes on. */
export function MaskPage({ project, regionId, person }: MaskPageProps) {
  const t = useTranslations('studio.page')
  const router = useRouter()
  const region = useQuery(query.regions.get.queryOptions({ input: { project, id: regionId }, retry: false }))
  if (region.error)
    return (
      <div className="p-6">
        <h1 className="sr-only">{t('title')}</h1>
        <ProblemState error={region.error} retry={() => void region.refetch()} />
      </div>
    )
  return (
    <div className="flex h-[calc(100dvh-var(--bar)-var(--dock))] flex-col max-md:h-auto">
      <h1 className="sr-only">{region.data ? t('of', { label: region.data.label }) : t('title')}</h1>
      {region.data ? (
        <RegionStudio
          key={regionId}
          className="min-h-0 flex-1"
          {...{ project, regionId, person }}
          onSaved={(saved) => {
            toast({ text: t('saved') })
            router.replace(`/p/${project}/mask/${saved}`)
          }}
          onCancel={() => router.back()}
        />
      ) : (
        <MaskSkeleton />
      )}
    </div>
  )
}
