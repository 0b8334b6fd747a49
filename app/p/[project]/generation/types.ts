import type { Api } from '@/lib/ui/api/client'
import type { BarPart } from '@/lib/ui/feedback/bar'
import type { ProgressRowProps } from '@/lib/ui/feedback/progress-row'

type Answer<F extends (...args: never[]) => unknown> = Awaited<ReturnType<F>>

// What the API answers, as the browser reads it: dates are texts.
export type Run = Answer<Api['generation']['list']>['items'][number]
export type Candidate = Answer<Api['generation']['candidates']>['items'][number]
export type Task = Answer<Api['generation']['tasks']>['items'][number]
export type RunOrder = Parameters<Api['generation']['start']>[0]

export const runState: Record<Run['status'], ProgressRowProps['state']> = {
  queued: 'waiting',
  running: 'running',
  paused: 'paused',
  done: 'done',
  cancelled: 'cancelled',
  failed: 'failed',
}

export const isOpen = ({ status }: Pick<Run, 'status'>) =>
  status === 'queued' || status === 'running' || status === 'paused'

/** Records that are at an end, whichever. */
export const endedOf = ({ done, failed, refused }: Run) => done + failed + refused

/**
 * The bar's parts: as long as the records that are at an end, and coloured by what became of their candidates. Accepted,
 * passed and made are shares of the candidates, so that one bar tells both without adding unlike things.
 */
export const partsOf = ({ done, failed, refused, candidates, passed, accepted }: Run): BarPart[] => {
  const share = (count: number) => (candidates > 0 ? (done * count) / candidates : 0)
  return [
    { value: share(accepted), tone: 'accept' },
    { value: share(Math.max(0, passed - accepted)), tone: 'accent' },
    { value: done - share(Math.max(passed, accepted)), tone: 'done' },
    { value: failed + refused, tone: 'reject' },
  ]
}

export const stateTones = {
  none: 'waiting',
  accepted: 'ok',
  approved: 'accept',
  rejected: 'reject',
} as const

/** A candidate nobody judged yet: whether the filter let it through at all. */
export const toneOf = ({ sampleState, passed }: Pick<Candidate, 'sampleState' | 'passed'>) =>
  sampleState === 'none' && !passed ? ('neutral' as const) : stateTones[sampleState]
