'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useNow, useTranslations } from 'next-intl'
import { useState } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { type Api, api, query } from '@/lib/ui/api/client'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { MaskStudio } from '@/lib/ui/studio/mask-studio'
import type { StudioMask, StudioVersion } from '@/lib/ui/studio/studio-contract'
import { useFinder } from '@/lib/ui/studio/use-finder'
import { ProblemState } from '../../../../problem-state'
import { MaskConflict } from './mask-conflict'
import { MaskSkeleton } from './mask-skeleton'

export type Versions = Awaited<ReturnType<Api['regions']['versions']>>

/** Over the page that it was opened from: all that lies between the bar and the dock. */
const layer = 'h-[calc(100dvh-var(--bar)-var(--dock))] max-md:h-auto'

interface RegionStudioProps {
  project: string
  /** The version to go on with. */
  regionId: string
  /** Whose draft it is: a browser may have several people. */
  person: string
  onSaved: (regionId: string) => void
  onCancel: () => void
  className?: string | undefined
}

/** The studio on a region: loads its versions, saves the drawing as a new one, and shows both when somebody was faster. */
export function RegionStudio({
  project,
  regionId,
  person,
  onSaved,
  onCancel,
  className = layer,
}: RegionStudioProps) {
  const t = useTranslations('studio.page')
  const format = useFormatter()
  const now = useNow()
  const client = useQueryClient()
  const input = { project, id: regionId }
  const versions = useQuery(
    query.regions.versions.queryOptions({
      input,
      retry: false,
      // Masks of the newest versions may still be on their way from the worker.
      refetchInterval: ({ state }) =>
        state.data?.items.some((one) => one.status === 'pending') ? 1_500 : false,
    }),
  )
  /** What the drawing began with; later ones are somebody else's. */
  const [seenId, setSeenId] = useState<string | null>(null)
  const [conflict, setConflict] = useState<{ mine: StudioMask; theirs: Versions['items'][number] } | null>(
    null,
  )
  const data = versions.data
  const finder = useFinder(project, data?.frame.id)
  if (data && seenId === null) setSeenId(data.latestId)
  if (versions.error)
    return (
      <div className="p-6">
        <ProblemState error={versions.error} retry={() => void versions.refetch()} />
      </div>
    )
  const opened = data?.items.find(({ id }) => id === regionId)
  // Its mask is what is drawn on; nothing begins before that is there.
  if (!data || opened?.status === 'pending') return <MaskSkeleton />
  if (!data.frame.url)
    return (
      <div className="p-6">
        <ErrorState title={t('noFrame')} fix={t('noFrameFix')} />
      </div>
    )

  const save = async (mask: StudioMask, beside = false) => {
    const { rle, engines } = mask
    try {
      const saved = await api.regions.saveMask({
        ...input,
        rle: { size: [...rle.size], counts: rle.counts },
        engines: [...engines],
        seenId: seenId ?? data.latestId,
        beside,
      })
      void client.invalidateQueries({ queryKey: query.regions.key() })
      onSaved(saved.id)
    } catch (error) {
      const { code, detail } = readProblem(error)
      const fresh = code === 'conflict' || code === 'CONFLICT' ? (await versions.refetch()).data : undefined
      const theirs = fresh?.items.find(({ id }) => id === detail?.latestId)
      if (theirs) setConflict({ mine: mask, theirs })
      throw error
    }
  }
  const asVersion = (one: Versions['items'][number]): StudioVersion => ({
    id: one.id,
    name: t('version', { label: data.label, number: one.number }),
    by: [one.madeBy, ...one.engines, format.relativeTime(new Date(one.createdAt), now)]
      .filter(Boolean)
      .join(' · '),
    maskUrl: one.sameFrame ? one.fineUrl : null,
    current: one.id === regionId,
  })
  const { url, size } = data.frame
  return (
    <>
      <MaskStudio
        className={className}
        image={{ url, alt: data.image.caption || data.image.name, width: size, height: size }}
        initial={opened?.fineUrl}
        versions={data.items.map(asVersion)}
        draftKey={`${project}/${regionId}/${person}`}
        onSave={save}
        onCancel={onCancel}
        segment={finder}
      />
      {conflict && (
        <MaskConflict
          frameUrl={url}
          mine={conflict.mine}
          theirs={asVersion(conflict.theirs)}
          onClose={() => setConflict(null)}
          onKeepBoth={() => save(conflict.mine, true)}
          onTakeTheirs={() => onSaved(conflict.theirs.id)}
        />
      )}
    </>
  )
}
