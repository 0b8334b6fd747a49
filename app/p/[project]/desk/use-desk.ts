'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { api, query } from '@/lib/ui/api/client'
import { toast } from '@/lib/ui/feedback/toast'
import { useLive } from '@/lib/ui/live/use-live'
import { toastProblem } from '../../../problem-state'
import { type Draft, keepDraft } from './draft/kept-drafts'
import { useItemDraft } from './draft/use-item-draft'
import type { Judgement, SkipPolicy } from './outbox/entry'
import { heldItems, inLine } from './outbox/lease-line'
import { type DeskItem, type DeskMode, useDeskQueue } from './use-desk-queue'
import { useJudgingTime } from './use-judging-time'
import { usePlace } from './use-place'

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
/** A judgement without what the draft and the clock say. */
export type Verdict = Without<Judgement, 'comment' | 'elapsedMs' | 'ratings' | 'pins' | 'flag'>

/** What a reviewer says of an item that raters decided on. */
export type Settlement =
  | { readonly verdict: 'approve' }
  | { readonly verdict: 'overturn'; readonly reasons?: string[]; readonly candidateId?: string }
  | { readonly verdict: 'back' }

/** Accepted by a rater, or approved: a picture that the next turn may edit. */
const acceptedOf = (item: DeskItem) =>
  item.candidates.find(({ sampleState }) => sampleState === 'accepted' || sampleState === 'approved')

const saidIn = ({ comment, ratings, pins, flag }: Draft) => ({
  ...(comment?.trim() && { comment: comment.trim() }),
  ...(ratings && Object.keys(ratings).length > 0 && { ratings }),
  ...(pins && pins.length > 0 && { pins }),
  ...(flag && { flag }),
})

interface DeskOptions {
  readonly project: string
  readonly mode: DeskMode
  readonly person: string
  readonly here: boolean
}

/**
 * What a person does at the desk: the item on the table (the next one, or an earlier decision that was taken up
 * again), the candidate in view, what is filled in, and what can be decided.
 */
export function useDesk({ project, mode, person, here }: DeskOptions) {
  const t = useTranslations('desk')
  const queue = useDeskQueue({ project, mode, person, here })
  const [again, setAgain] = useState<DeskItem | null>(null)
  const [chosen, setChosen] = useState<{ readonly itemId: string; readonly id: string } | null>(null)
  const item = again ?? queue.items[0]
  const { draft, change, forget } = useItemDraft(project, item, again !== null)
  const elapsed = useJudgingTime(item && `${item.id} ${again !== null}`, draft.elapsedMs ?? 0)

  const pace = useQuery({
    ...query.review.pace.queryOptions({ input: { project } }),
    refetchInterval: 30_000,
    enabled: mode === 'judge',
  })
  const counts = useQuery(query.projects.counts.queryOptions({ input: { project } }))
  const recent = useQuery({
    ...query.review.recent.queryOptions({ input: { project } }),
    enabled: mode === 'judge',
  })
  useLive(
    project,
    ['review', 'generation'],
    [query.review.pace.key({ input: { project } }), query.projects.counts.key({ input: { project } })],
  )

  // News of more work, or of a fix that came back, while there is room for it.
  const { refill, items, out } = queue
  const waiting = mode === 'approve' ? counts.data?.toApprove : pace.data?.waiting
  const fixes = mode === 'approve' ? 0 : pace.data?.fixes
  const place = usePlace({ waiting, underWay: out.waiting.length, held: items.length })
  // biome-ignore lint/correctness/useExhaustiveDependencies: only news from the server is a reason to ask again
  useEffect(() => {
    if (!here) return
    const heldFixes = items.filter((one) => one.parent !== null).length
    if ((waiting ?? 0) > items.length && items.length < heldItems) void refill()
    else if ((fixes ?? 0) > heldFixes) void refill()
  }, [waiting, fixes, refill, here])

  // The time spent so far outlives the tab, too.
  const keptId = again ? undefined : item?.id
  useEffect(() => {
    const keep = () => keptId && keepDraft(keptId, { ...draft, elapsedMs: elapsed() })
    window.addEventListener('pagehide', keep)
    return () => window.removeEventListener('pagehide', keep)
  })

  const candidate =
    item?.candidates.find(({ id }) => chosen?.itemId === item.id && id === chosen.id) ??
    item?.candidates.find(({ id }) => id === (draft.candidateId ?? item.decision?.candidateId)) ??
    item?.candidates[0]

  const judge = (verdict: Verdict) => {
    if (!item) return
    const judgement = { ...verdict, ...saidIn(draft), elapsedMs: elapsed() } as Judgement
    if (again) {
      const decisionId = again.decision?.id
      if (!decisionId) return
      setAgain(null)
      queue.settle(again, { kind: 'change', decisionId, judgement })
      place.say('changed')
      return
    }
    forget()
    queue.settle(item, { kind: 'decide', judgement })
    place.say(verdict.verdict)
  }

  const settle = (settlement: Settlement) => {
    const decisionId = item?.decision?.id
    if (!item || !decisionId) return
    const comment = draft.comment?.trim()
    forget()
    queue.settle(item, { kind: 'settle', decisionId, ...settlement, ...(comment && { comment }) })
    place.say(settlement.verdict)
  }

  const skip = (policy: SkipPolicy) => {
    if (!item || again) return
    const comment = draft.comment?.trim()
    forget()
    queue.settle(item, { kind: 'skip', policy, ...(comment && { comment }) })
    place.say('skip')
  }

  /** Takes an earlier decision up again; it stands until another one takes its place. */
  const reopen = async (itemId: string) => {
    try {
      setAgain(await inLine(() => api.review.get({ project, id: itemId })))
    } catch (error) {
      toastProblem(error)
    }
  }

  const takeBack = (entryId?: string): boolean => {
    const taken = queue.takeBack(entryId)
    if (taken) place.back()
    return taken
  }

  /** The latest decision that can be changed: taken back if it has not gone out yet. */
  const undo = async () => {
    if (takeBack()) return
    try {
      const list = await inLine(() => api.review.recent({ project }))
      const last = list.find(({ editable }) => editable)
      if (last) await reopen(last.decision.itemId)
      else toast({ text: t('nothingToUndo') })
    } catch (error) {
      toastProblem(error)
    }
  }

  const accepted = item && acceptedOf(item)
  const nextTurn = async () => {
    if (!accepted) return
    try {
      await api.review.nextTurn({ project, id: accepted.id })
      toast({ text: t('turnStarted') })
    } catch (error) {
      toastProblem(error)
    }
  }

  return {
    queue,
    item,
    candidate,
    again: again !== null,
    draft,
    fill: (patch: Draft) => change({ ...patch, elapsedMs: elapsed() }),
    recent: recent.data ?? [],
    pace: pace.data,
    counts: counts.data,
    place,
    canStartTurn: accepted !== undefined,
    choose: (id: string) => item && setChosen({ itemId: item.id, id }),
    judge,
    settle,
    skip,
    later: queue.later,
    reopen,
    takeBack,
    undo,
    leave: () => setAgain(null),
    nextTurn,
  }
}

export type DeskHandle = ReturnType<typeof useDesk>
