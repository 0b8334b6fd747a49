'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { api, query } from '@/lib/ui/api/client'
import { toast } from '@/lib/ui/feedback/toast'
import { useLive } from '@/lib/ui/live/use-live'
import { toastProblem } from '../../../problem-state'
import type { Fix } from './fix-view'
import { type DeskItem, type DeskMode, useDeskQueue } from './use-desk-queue'
import { useJudgingTime } from './use-judging-time'

type Verdict =
  | { readonly verdict: 'accept'; readonly candidateId: string }
  | { readonly verdict: 'reject'; readonly reasons: string[] }
  | { readonly verdict: 'fix'; readonly fix: Fix }

/** Accepted by a rater, or approved: a picture that the next turn may edit. */
const acceptedOf = (item: DeskItem) =>
  item.candidates.find(({ sampleState }) => sampleState === 'accepted' || sampleState === 'approved')

/**
 * What a person does at the desk: the item on the table (the next one, or an earlier decision that was taken up
 * again), the candidate in view, the remark that goes along, and what can be decided.
 */
export function useDesk(project: string, mode: DeskMode) {
  const t = useTranslations('desk')
  const queue = useDeskQueue(project, mode)
  const [again, setAgain] = useState<DeskItem | null>(null)
  const [chosen, setChosen] = useState<{ readonly itemId: string; readonly id: string } | null>(null)
  const [remark, setRemark] = useState<{ readonly itemId: string; readonly text: string } | null>(null)
  const item = again ?? queue.items[0]
  const elapsed = useJudgingTime(item && `${item.id} ${again !== null}`)

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
  const { refill, items } = queue
  const waiting = mode === 'approve' ? counts.data?.toApprove : pace.data?.waiting
  const fixes = mode === 'approve' ? 0 : pace.data?.fixes
  // biome-ignore lint/correctness/useExhaustiveDependencies: only news from the server is a reason to ask again
  useEffect(() => {
    const heldFixes = items.filter((one) => one.parent !== null).length
    if ((waiting ?? 0) > items.length && items.length < 3) void refill()
    else if ((fixes ?? 0) > heldFixes) void refill()
  }, [waiting, fixes, refill])

  const candidate =
    item?.candidates.find(({ id }) => chosen?.itemId === item.id && id === chosen.id) ??
    item?.candidates.find(({ id }) => id === item.decision?.candidateId) ??
    item?.candidates[0]
  const comment = remark && item && remark.itemId === item.id ? remark.text : ''

  const judge = (verdict: Verdict) => {
    if (!item) return
    const judgement = { ...verdict, ...(comment && { comment }), elapsedMs: elapsed() }
    if (again) {
      const id = again.decision?.id
      if (!id) return
      setAgain(null)
      void queue
        .enqueue(() => api.review.change({ project, id, judgement }))
        .then(() => toast({ text: t('changed') }), toastProblem)
        .finally(() => {
          queue.refresh()
          void queue.refill()
        })
      return
    }
    void queue.settle(item, ({ id, lease }) =>
      api.review.decide({ project, id, token: lease?.token ?? -1, judgement }),
    )
  }

  const settle = (verdict: 'approve' | 'overturn', reasons: string[] = []) => {
    const decisionId = item?.decision?.id
    if (!item || !decisionId) return
    void queue.settle(item, ({ id }) =>
      api.review.settle({ project, id, decisionId, verdict, reasons, ...(comment && { comment }) }),
    )
  }

  /** Takes an earlier decision up again; it stands until another one takes its place. */
  const reopen = async (itemId: string) => {
    try {
      setAgain(await queue.enqueue(() => api.review.get({ project, id: itemId })))
    } catch (error) {
      toastProblem(error)
    }
  }

  /** The latest decision that can be changed; one that is still under way arrives first. */
  const undo = async () => {
    try {
      const list = await queue.enqueue(() => api.review.recent({ project }))
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
    comment,
    recent: recent.data ?? [],
    pace: pace.data,
    counts: counts.data,
    canStartTurn: accepted !== undefined,
    choose: (id: string) => item && setChosen({ itemId: item.id, id }),
    setComment: (text: string) => item && setRemark({ itemId: item.id, text }),
    judge,
    settle,
    skip: () => {
      if (!item || again) return
      if (mode === 'approve') return queue.later()
      void queue.settle(item, ({ id, lease }) => api.review.skip({ project, id, token: lease?.token ?? -1 }))
    },
    reopen,
    undo,
    leave: () => setAgain(null),
    nextTurn,
  }
}
