'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { textLimits } from '@/lib/engines/text/checks'
import { query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { TextArea, TextField } from '@/lib/ui/controls/text-field'
import { ErrorState } from '@/lib/ui/feedback/error-state'
import { Skeleton } from '@/lib/ui/feedback/skeleton'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { AuthorLayout } from '@/lib/ui/layout/author-layout'
import { Thumb } from '@/lib/ui/lists/thumb'
import { WordDiff } from '@/lib/ui/words/word-diff'
import { RegionCanvasOf } from '../author/region-canvas-of'
import { RegionState } from '../author/region-state'
import { useRegion } from '../author/use-region'
import type { Draft } from './draft/kept-drafts'
import type { DeskItem } from './use-desk-queue'
import { usePictureSize } from './use-picture-size'

/** Fetched when somebody opens it: most items never need it. */
const RegionStudio = dynamic(() => import('../mask/[id]/region-studio').then((module) => module.RegionStudio))

type Candidate = DeskItem['candidates'][number]

export interface Fix {
  candidateId: string
  instruction?: string
  targetCaption?: string
  regionId?: string | null
  samples?: number
  seed?: number
}

interface FixViewProps {
  project: string
  person: string
  item: DeskItem
  candidate: Candidate
  /** What was filled in before. */
  draft: Draft
  onFill: (patch: Draft) => void
  onSend: (fix: Fix) => void
  onClose: () => void
}

const mostSamples = 30
const seedRange = 2 ** 32

const within = (typed: string, least: number, most: number) =>
  Math.round(Math.min(most, Math.max(least, Number(typed) || least)))

/** What to change before it is made again: the sentence, the target caption, the mask, how many, from which seed. */
export function FixView({ project, person, item, candidate, draft, onFill, onSend, onClose }: FixViewProps) {
  const t = useTranslations('desk.fix')
  const [instruction, setInstruction] = useState(draft.instruction ?? item.instruction)
  const [target, setTarget] = useState(draft.targetCaption ?? item.targetCaption)
  const [samples, setSamples] = useState('')
  const [seed, setSeed] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [studio, setStudio] = useState(false)
  const place = { project, imageId: item.imageId, frameId: item.frameId, label: item.editObject ?? '' }
  const region = useRegion({ ...place, initialId: draft.regionId ?? item.regionId })
  const loaded = useQuery(
    query.regions.get.queryOptions({
      input: { project, id: region.loadedId ?? '' },
      enabled: region.loadedId !== null,
    }),
  )
  const picture = item.anchorUrl ?? candidate.sourceUrl
  const size = usePictureSize(picture)

  const send = async () => {
    if (busy || instruction.trim() === '' || target.trim() === '') return
    setBusy(true)
    setProblem(null)
    try {
      const regionId = await region.settled()
      onFill({ regionId })
      const changes: Omit<Fix, 'candidateId'> = {
        ...(instruction.trim() !== item.instruction && { instruction: instruction.trim() }),
        ...(target.trim() !== item.targetCaption && { targetCaption: target.trim() }),
        ...(regionId !== item.regionId && { regionId }),
        ...(samples !== '' && { samples: within(samples, 1, mostSamples) }),
        ...(seed !== '' && { seed: within(seed, 0, seedRange - 1) }),
      }
      // Asked for without a change, it is made again from another seed.
      const another = Object.keys(changes).length === 0 ? { seed: (candidate.seed + 1) % seedRange } : {}
      onSend({ candidateId: candidate.id, ...changes, ...another })
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
      setBusy(false)
    }
  }

  // Under the studio these rest: its own keys hold.
  useKeys([
    { key: 'Mod+Enter', label: t('send'), run: () => void send(), disabled: studio },
    { key: 'Escape', label: t('back'), run: onClose, disabled: studio },
    { key: 'M', label: t('studio'), run: () => setStudio(true), disabled: studio || !region.id },
  ])
  if (studio && region.id)
    return (
      <RegionStudio
        {...{ project, person }}
        regionId={region.id}
        onCancel={() => setStudio(false)}
        onSaved={(saved) => {
          region.pick(saved)
          onFill({ regionId: saved })
          setStudio(false)
        }}
      />
    )
  const waitsForMask = region.loadedId !== null && loaded.isPending

  return (
    <AuthorLayout
      title={t('title', { instruction: item.instruction })}
      picture={
        waitsForMask ? (
          <div className="flex h-full items-center justify-center p-5">
            <Skeleton className="aspect-square h-full max-w-full" />
          </div>
        ) : (
          <RegionCanvasOf
            of={region}
            loaded={loaded.data}
            src={picture}
            alt={item.sourceCaption}
            size={size}
          />
        )
      }
      fields={
        <>
          <div className="flex items-center gap-3">
            <Thumb src={candidate.thumbUrl} alt={t('before')} className="w-24 shrink-0" />
            <p className="text-small text-muted">{t('about')}</p>
          </div>
          {problem && <ErrorState title={problem} kept={t('kept')} />}
          <div className="flex flex-col gap-1.5">
            <p className="text-small text-muted">{t('mask')}</p>
            <RegionState of={region} />
            {region.id && (
              <div className="flex flex-wrap gap-2">
                <Button hint="M" onClick={() => setStudio(true)}>
                  {t('studio')}
                </Button>
                <Button onClick={() => region.pick(null)}>{t('whole')}</Button>
              </div>
            )}
          </div>
          <TextArea
            label={t('instruction')}
            value={instruction}
            maxLength={textLimits.characters}
            onChange={(event) => {
              setInstruction(event.target.value)
              onFill({ instruction: event.target.value })
            }}
            error={instruction.trim() === '' ? t('empty') : undefined}
          />
          <div className="flex flex-col gap-1.5">
            <TextArea
              label={t('target')}
              value={target}
              maxLength={textLimits.characters}
              onChange={(event) => {
                setTarget(event.target.value)
                onFill({ targetCaption: event.target.value })
              }}
              error={target.trim() === '' ? t('empty') : undefined}
            />
            <WordDiff from={item.sourceCaption} to={target} className="text-small text-muted" />
          </div>
          <div className="grid grid-cols-2 gap-4">
            <TextField
              label={t('samples')}
              type="number"
              min={1}
              max={mostSamples}
              placeholder={t('asBefore')}
              value={samples}
              onChange={({ target: field }) => setSamples(field.value)}
            />
            <TextField
              label={t('seed')}
              type="number"
              min={0}
              max={seedRange - 1}
              placeholder={t('another')}
              value={seed}
              onChange={({ target: field }) => setSeed(field.value)}
            />
          </div>
        </>
      }
      actions={
        <>
          <Button look="main" hint="Mod+Enter" busy={busy} onClick={() => void send()}>
            {t('send')}
          </Button>
          <Button look="plain" hint="Escape" onClick={onClose}>
            {t('back')}
          </Button>
        </>
      }
    />
  )
}
