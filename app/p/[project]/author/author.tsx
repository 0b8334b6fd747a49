'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState } from 'react'
import { api, query } from '@/lib/ui/api/client'
import { ButtonLink } from '@/lib/ui/controls/button'
import { EmptyState } from '@/lib/ui/feedback/empty-state'
import { ProblemState } from '../../../problem-state'
import { AuthorSkeleton } from './author-skeleton'
import { DraftsList } from './drafts-list'
import { SeedForm } from './seed-form'
import type { Seed } from './use-draft'

interface AuthorProps {
  project: string
  person: string
  captionWords: number
  seedId?: string | undefined
  imageId?: string | undefined
}

/** Gets the image to write for: the draft asked for, else the next one, where an empty draft goes on. */
const findSeed = async ({ project, seedId, imageId }: AuthorProps): Promise<Seed | null> => {
  if (seedId) return api.seeds.get({ project, id: seedId })
  if (imageId) return api.seeds.claim({ project, imageId })
  return api.seeds.claim({ project })
}

/** Writing seeds, one image after the other. */
export function Author(props: AuthorProps) {
  const { project, person, captionWords, seedId } = props
  const t = useTranslations('author')
  const client = useQueryClient()
  const [seed, setSeed] = useState<Seed | null>(null)
  const first = useQuery({
    queryKey: ['author', 'first', project, seedId, props.imageId],
    queryFn: () => findSeed(props),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  })
  const drafts = useQuery(query.seeds.mine.queryOptions({ input: { project, limit: 100 } }))

  const show = useCallback(
    (next: Seed | null) => {
      setSeed(next)
      // A reload goes on with this draft, and Back leaves the page.
      const search = next ? `?seed=${next.id}` : ''
      window.history.replaceState(null, '', `${window.location.pathname}${search}`)
      void client.invalidateQueries({ queryKey: query.seeds.mine.key() })
      void client.invalidateQueries({ queryKey: query.seeds.quotas.key() })
    },
    [client],
  )
  useEffect(() => {
    if (first.data !== undefined) show(first.data)
  }, [first.data, show])

  if (first.error)
    return (
      <div className="flex flex-col gap-6 p-6">
        <ProblemState error={first.error} retry={() => void first.refetch()} />
        <DraftsList seeds={drafts.data?.items} current={null} onOpen={show} />
      </div>
    )
  if (first.isPending || (first.data && !seed && first.isFetching)) return <AuthorSkeleton />
  if (!seed)
    return (
      <div className="flex flex-col items-center">
        <h1 className="sr-only">{t('title')}</h1>
        <EmptyState
          picture="sentence"
          action={
            <ButtonLink look="main" href={`/p/${project}/work`}>
              {t('empty.work')}
            </ButtonLink>
          }
        >
          {t('empty.text')}
        </EmptyState>
        <div className="w-full max-w-md px-4">
          <DraftsList seeds={drafts.data?.items} current={null} onOpen={show} />
        </div>
      </div>
    )
  return (
    <SeedForm
      key={seed.id}
      project={project}
      person={person}
      seed={seed}
      captionWords={captionWords}
      onNext={show}
      drafts={<DraftsList seeds={drafts.data?.items} current={seed.id} onOpen={show} />}
    />
  )
}
