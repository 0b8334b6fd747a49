'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useLocale, useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { textLimits } from '@/lib/engines/text/checks'
import { readProblem } from '@/lib/ui/api/api-error'
import { api, query } from '@/lib/ui/api/client'
import { Button } from '@/lib/ui/controls/button'
import { ChipChoice } from '@/lib/ui/controls/chip'
import { FieldNote } from '@/lib/ui/controls/field'
import { TextArea, TextField } from '@/lib/ui/controls/text-field'
import { Skeleton } from '@/lib/ui/feedback/skeleton'
import { toast } from '@/lib/ui/feedback/toast'
import { useKeys } from '@/lib/ui/keys/use-keys'
import { AuthorLayout } from '@/lib/ui/layout/author-layout'
import { diffWords } from '@/lib/ui/words/diff-words'
import { WordDiff } from '@/lib/ui/words/word-diff'
import { toastProblem } from '../../../problem-state'
import { GuidelinesButton } from '../work/guidelines'
import { ConflictDialog } from './conflict-dialog'
import { RegionCanvasOf } from './region-canvas-of'
import { RegionChoice } from './region-choice'
import { SaveNote } from './save-note'
import { type Seed, useDraft } from './use-draft'
import { type Finding, useFindings } from './use-findings'
import { useRegion } from './use-region'

/** Fetched when somebody opens it: most regions are drawn well enough on the page itself. */
const RegionStudio = dynamic(() => import('../mask/[id]/region-studio').then((module) => module.RegionStudio))

interface SeedFormProps {
  project: string
  /** Who writes: drafts of masks are kept by person. */
  person: string
  seed: Seed
  captionWords: number
  /** The next draft, or null when every image is taken. */
  onNext: (seed: Seed | null) => void
  drafts: ReactNode
}

/** One seed: the photograph with its region, and the sentences about it. Saves itself. */
export function SeedForm({ project, person, seed, captionWords, onNext, drafts }: SeedFormProps) {
  const t = useTranslations('author')
  const zh = useLocale() === 'zh'
  const draft = useDraft(project, seed)
  const { texts, change } = draft
  const [tried, setTried] = useState(false)
  const [studio, setStudio] = useState(false)
  const [busy, setBusy] = useState(false)
  const instruction = useRef<HTMLTextAreaElement>(null)
  // With a keyboard, writing begins at once; a phone would hide the photograph behind its own.
  useEffect(() => {
    if (window.matchMedia('(pointer: fine)').matches) instruction.current?.focus()
  }, [])

  const image = useQuery(query.catalog.images.get.queryOptions({ input: { project, id: seed.image.id } }))
  const quotas = useQuery(query.seeds.quotas.queryOptions({ input: { project } }))
  const regions = useQuery(query.regions.ofImage.queryOptions({ input: { project, imageId: seed.image.id } }))
  const labelled = (regions.data ?? []).filter(({ status }) => status === 'ready')
  const frame = image.data?.frame
  const region = useRegion({
    project,
    imageId: seed.image.id,
    frameId: frame?.id ?? null,
    label: texts.editObject ?? '',
    initialId: texts.regionId,
    onChange: (regionId) => change({ regionId }),
  })
  const loaded = useQuery(
    query.regions.get.queryOptions({
      input: { project, id: region.loadedId ?? '' },
      enabled: region.loadedId !== null,
    }),
  )
  const findings = useFindings({
    project,
    seed,
    texts,
    // The region's masks arrive without a save, and change what there is to say.
    version: `${draft.version} ${region.region?.status ?? ''}`,
    labels: labelled.map(({ label }) => label),
    captionWords,
  })

  const type = quotas.data?.find(({ editTypeId }) => editTypeId === texts.editTypeId)
  const words = (finding: Finding) =>
    t(`finding.${finding.code}`, { words: 0, characters: 0, limit: 0, other: '', ...finding.detail })
  const findingOf = (field: Finding['field']) => findings.find((finding) => finding.field === field)

  /** Quiet about what is not written yet, until somebody tries to submit it. */
  const said = (field: 'instruction' | 'targetCaption', ok: string) => {
    const finding = findingOf(field)
    if (!finding) return { note: { tone: 'ok' as const, text: ok } }
    if (finding.level === 'error' && tried) return { error: words(finding) }
    if (finding.code === 'empty') return {}
    return { note: { tone: 'warn' as const, text: words(finding) } }
  }

  const next = async () => {
    onNext(await api.seeds.claim({ project }))
  }

  const submit = async () => {
    if (busy) return
    setTried(true)
    const error = findings.find(({ level, code }) => level === 'error' && code !== 'region-not-ready')
    // What the server alone knows may have changed with the last keystroke, so only plain gaps stop it here.
    if (error?.code === 'empty' || error?.code === 'same-as-source' || error?.code === 'too-long') {
      instruction.current?.focus()
      return
    }
    setBusy(true)
    try {
      await region.settled()
      if (!(await draft.flush())) return
      await api.seeds.submit({ project, id: seed.id, version: draft.currentVersion() })
    } catch (problem) {
      const { code, message, fix } = readProblem(problem)
      const why =
        code === 'offline' && !navigator.onLine ? t('save.offline') : [message, fix].filter(Boolean).join(' ')
      toast({ kind: 'error', text: why })
      return
    } finally {
      setBusy(false)
    }
    draft.forget()
    toast({ text: t('submitted') })
    await next().catch(toastProblem)
  }

  const other = async () => {
    if (busy) return
    setBusy(true)
    try {
      if (!(await draft.flush())) return
      const given = await api.seeds.claim({ project, insteadOf: seed.id })
      if (given) onNext(given)
      else toast({ text: t('noOther') })
    } catch (problem) {
      toastProblem(problem)
    } finally {
      setBusy(false)
    }
  }

  /** What was drawn a moment ago is sent first, so that the studio goes on with it. */
  const openStudio = async () => {
    await region.flush().catch(toastProblem)
    setStudio(true)
  }

  useKeys([
    { key: 'Mod+Enter', label: t('submit'), run: () => void submit() },
    { key: 'S', label: t('other'), run: () => void other() },
    { key: 'M', label: t('studio'), run: () => void openStudio(), disabled: !region.id },
  ])
  if (studio && region.id)
    return (
      <RegionStudio
        {...{ project, person }}
        regionId={region.id}
        onCancel={() => setStudio(false)}
        onSaved={(saved) => {
          region.pick(saved)
          setStudio(false)
        }}
      />
    )

  const changed = diffWords(seed.sourceCaption, texts.targetCaption).filter(
    ({ kind }) => kind === 'added',
  ).length
  const ready = frame?.url && (region.loadedId === null || !loaded.isPending)
  const typeFinding = findingOf('editTypeId')
  const regionFinding = findingOf('regionId')

  return (
    <>
      <AuthorLayout
        title={t('title')}
        picture={
          ready && frame.url ? (
            <RegionCanvasOf
              of={region}
              loaded={loaded.data}
              src={frame.url}
              alt={seed.sourceCaption}
              size={{ width: frame.size, height: frame.size }}
            />
          ) : (
            <div className="flex h-full items-center justify-center p-5">
              <Skeleton className="aspect-square h-full max-w-full" />
            </div>
          )
        }
        fields={
          <>
            <div className="-mt-2 -mb-4 flex items-center justify-between gap-2">
              <p className="min-w-0 truncate text-small text-faint">{seed.image.name}</p>
              <GuidelinesButton project={project} />
            </div>
            {seed.status === 'returned' && seed.reviewComment && (
              <div className="border-l-2 border-accent pl-3">
                <p className="text-small text-muted">
                  {t('returnedBy', { name: seed.reviewer?.name ?? '' })}
                </p>
                <p>{`“${seed.reviewComment}”`}</p>
              </div>
            )}
            {quotas.data ? (
              <div className="flex flex-col gap-1.5">
                <ChipChoice
                  label={t('type')}
                  value={texts.editTypeId}
                  onChange={(editTypeId) => change({ editTypeId })}
                  options={quotas.data.map(({ editTypeId, label, labelZh, open }) => ({
                    value: editTypeId,
                    label: (zh && labelZh) || label,
                    ...(open !== null && { count: open }),
                  }))}
                  hint={type ? (zh && type.definitionZh) || type.definition : t('typeHint')}
                />
                {tried && typeFinding && (
                  <div className="text-small">
                    <FieldNote tone="reject">{words(typeFinding)}</FieldNote>
                  </div>
                )}
              </div>
            ) : (
              <Skeleton className="h-24" />
            )}
            <RegionChoice
              of={region}
              labelled={labelled}
              need={type?.region ?? 'optional'}
              problem={
                regionFinding &&
                (tried || regionFinding.code !== 'missing') &&
                regionFinding.code !== 'region-not-ready'
                  ? words(regionFinding)
                  : null
              }
              onPick={(picked) => {
                region.pick(picked?.id ?? null)
                if (picked && !texts.editObject?.trim()) change({ editObject: picked.label })
              }}
            />
            {region.id && (
              <Button hint="M" className="self-start" onClick={() => void openStudio()}>
                {t('studio')}
              </Button>
            )}
            <TextArea label={t('shows')} readOnly value={seed.sourceCaption} />
            <TextArea
              ref={instruction}
              label={t('instruction')}
              value={texts.instruction}
              maxLength={textLimits.characters * 2}
              onChange={({ target }) => change({ instruction: target.value })}
              {...said('instruction', t('ok.instruction'))}
            />
            <div className="flex flex-col gap-1.5">
              <TextArea
                label={t('target')}
                value={texts.targetCaption}
                maxLength={4_000}
                // Most of the caption stays as it is; begin with all of it.
                onFocus={() => texts.targetCaption === '' && change({ targetCaption: seed.sourceCaption })}
                onChange={({ target }) => change({ targetCaption: target.value })}
                {...said('targetCaption', t('ok.target', { count: changed }))}
              />
              {texts.targetCaption !== '' && (
                <WordDiff
                  from={seed.sourceCaption}
                  to={texts.targetCaption}
                  className="text-small text-muted"
                />
              )}
            </div>
            <TextField
              label={t('object')}
              hint={t('objectHint')}
              value={texts.editObject ?? ''}
              maxLength={200}
              onChange={({ target }) => change({ editObject: target.value || null })}
            />
            {drafts}
          </>
        }
        actions={
          <>
            <Button look="main" hint="Mod+Enter" busy={busy} onClick={() => void submit()}>
              {t('submit')}
            </Button>
            <Button look="plain" hint="S" disabled={busy} onClick={() => void other()}>
              {t('other')}
            </Button>
            <SaveNote state={draft.state} problem={draft.problem} onRetry={() => void draft.flush()} />
          </>
        }
      />
      <ConflictDialog
        mine={texts}
        theirs={draft.theirs}
        onKeep={(which) => {
          const { theirs } = draft
          draft.resolve(which)
          if (which === 'theirs' && theirs) region.pick(theirs.regionId)
        }}
      />
    </>
  )
}
