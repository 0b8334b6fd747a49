'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import type { RatingScale } from '@/lib/pipeline/project/client'
import { readProblem } from '@/lib/ui/api/api-error'
import { ProblemState } from '../../../problem-state'
import { ConflictView } from './conflict-view'
import { DeskSkeleton } from './desk-skeleton'
import { DeskStatus } from './desk-status'
import { DeskTable } from './desk-table'
import { Elsewhere } from './elsewhere'
import { NotNow } from './not-now'
import { NothingToJudge } from './nothing-to-judge'
import type { SkipPolicy } from './outbox/entry'
import { useDeskLock } from './outbox/use-desk-lock'
import { useDesk } from './use-desk'
import type { DeskMode } from './use-desk-queue'

interface Labelled {
  readonly label: string
  readonly labelZh: string
}

export interface DeskProps {
  project: string
  mode: DeskMode
  /** Who judges. */
  person: string
  /** Whether the person may approve what others accepted. */
  reviews: boolean
  reasons: readonly (Labelled & { readonly key: string })[]
  editTypes: readonly (Labelled & { readonly id: string })[]
  scales: readonly RatingScale[]
  skipPolicies: readonly SkipPolicy[]
}

/** Judging, one item after the other, without waiting for the network. */
export function Desk({ reasons, editTypes, ...props }: DeskProps) {
  const { project, mode, person, reviews } = props
  const t = useTranslations('desk')
  const zh = useLocale() === 'zh'
  const { lock, take } = useDeskLock(`exemplar.desk.${person}.${project}.${mode}`)
  const desk = useDesk({ project, mode, person, here: lock === 'here' })
  const { item, queue, place } = desk
  const labelOf = ({ label, labelZh }: Labelled) => (zh && labelZh) || label

  const [comparing, setComparing] = useState(false)
  const named = reasons.map((reason) => ({ key: reason.key, label: labelOf(reason) }))
  const reasonLabel = (key: string) => named.find((reason) => reason.key === key)?.label ?? key
  const status = <DeskStatus project={project} out={queue.out} onConflicts={() => setComparing(true)} />

  const content = () => {
    if (lock === 'elsewhere') return <Elsewhere onTake={take} />
    if (item)
      return (
        <DeskTable
          {...props}
          desk={desk}
          item={item}
          status={status}
          reasons={named}
          reasonLabel={reasonLabel}
          editType={editTypes.filter(({ id }) => id === item.editType.id).map(labelOf)[0]}
        />
      )
    if (queue.state === 'loading') return <DeskSkeleton />
    if (queue.state === 'failed')
      return readProblem(queue.error).code === 'refused' ? (
        <NotNow project={project} error={queue.error} />
      ) : (
        <div className="p-6">
          <ProblemState error={queue.error} retry={() => void queue.refill()} />
        </div>
      )
    return <NothingToJudge project={project} mode={mode} reviews={reviews} desk={desk} />
  }
  return (
    <>
      {!item && status}
      {content()}
      {comparing && (
        <ConflictView
          conflicts={queue.out.conflicts}
          reasonLabel={reasonLabel}
          onSeen={queue.forget}
          onClose={() => setComparing(false)}
        />
      )}
      <p role="status" className="sr-only">
        {place.last && t(`announce.${place.last}`)}{' '}
        {item &&
          place.last &&
          t('announce.next', { number: place.number, of: place.of, instruction: item.instruction })}
      </p>
    </>
  )
}
