'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { checkEditTexts, checkMentions, textLimits } from '@/lib/engines/text/checks'
import { type Api, query } from '@/lib/ui/api/client'
import type { Seed, SeedTexts } from './use-draft'

export type Finding = Awaited<ReturnType<Api['seeds']['check']>>[number]

const pauseMs = 500

interface FindingsInput {
  readonly project: string
  readonly seed: Seed
  readonly texts: SeedTexts
  /** Of the last save: the server checks what it has. */
  readonly version: string
  readonly labels: readonly string[]
  readonly captionWords: number
}

/**
 * What is to be said of the draft: lengths and likeness at once, whether it names something in the picture when
 * typing pauses, and what only the server knows (duplicates, the region) after each save.
 */
export function useFindings({
  project,
  seed,
  texts,
  version,
  labels,
  captionWords,
}: FindingsInput): Finding[] {
  const { instruction, targetCaption } = texts
  const { sourceCaption } = seed
  const [unmentioned, setUnmentioned] = useState<Finding | null>(null)
  const known = labels.join('\n')
  useEffect(() => {
    let current = true
    const timer = setTimeout(async () => {
      const found =
        instruction.trim() === ''
          ? null
          : await checkMentions(instruction, sourceCaption, known ? known.split('\n') : []).catch(
              () => null, // the library could not be fetched; the server checks the same at submit
            )
      if (current) setUnmentioned(found && { field: found.field, code: found.code, level: found.level })
    }, pauseMs)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [instruction, sourceCaption, known])

  const checked = useQuery({
    ...query.seeds.check.queryOptions({ input: { project, id: seed.id } }),
    // A new version or region is a new question; the old answer stays until the new one is there.
    queryKey: [...query.seeds.check.key({ input: { project, id: seed.id } }), version],
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
  const limits = { ...textLimits, captionWords }
  const local: Finding[] = checkEditTexts({ instruction, sourceCaption, targetCaption }, limits).map(
    ({ field, code, level, detail }) => ({ field, code, level, ...(detail && { detail: { ...detail } }) }),
  )
  const own = new Set(['empty', 'too-long', 'control-characters', 'same-as-source', 'nothing-mentioned'])
  const remote = (checked.data ?? []).filter(({ code }) => !own.has(code))
  return [...local, ...remote, ...(unmentioned ? [unmentioned] : [])]
}
