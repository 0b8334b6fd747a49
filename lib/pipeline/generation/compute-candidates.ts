import { stopsAfter } from '@/lib/engines/editor/planner/adaptive'
import type { ExemplarError } from '@/lib/platform/errors'
import { runInThread } from '@/lib/platform/threads/run-in-thread'
import { judgeCandidate, keepRuleOf } from './judge'
import type { CandidateOrder, MadeCandidate } from './make-candidates'
import { editOnDevice, scoreOnDevice } from './make-on-device'
import type { GenerationParams } from './schema'

export interface ComputeOptions<Kept> {
  /** Whether a person waits for it. */
  readonly byHand: boolean
  readonly signal: AbortSignal
  readonly onCrash?: (crash: ExemplarError) => Promise<void>
  /** What is kept of each candidate: called as soon as it is made, so that pictures are stored and not collected. */
  readonly keep: (made: MadeCandidate) => Promise<Kept>
}

/** Whether the adaptive planner would stop here. Without an encoder there is no filter worth asking. */
const stopsFor =
  (params: GenerationParams, mode: CandidateOrder['mode'], total: number) =>
  (made: readonly Pick<MadeCandidate, 'scores'>[]): boolean => {
    if (params.planner !== 'adaptive' || params.encoder === 'none') return false
    const rowMode = mode === 'region' ? 'region' : 'free_form'
    const seen = made.map(({ scores }) => ({ rules: judgeCandidate(scores, params, rowMode) }))
    return stopsAfter(seen, { total, ...keepRuleOf(params, rowMode) }) !== null
  }

/** Makes and scores the candidates of one order, where its engine and its encoder live: in a thread, or on the device. */
export const computeCandidates = async <Kept>(
  order: CandidateOrder,
  params: GenerationParams,
  { byHand, signal, keep, onCrash }: ComputeOptions<Kept>,
): Promise<Kept[]> => {
  const onDevice = { lane: byHand ? 'interactive' : 'batch', signal, onCrash } as const
  const score = params.encoder !== 'none'
  if (params.engine === 'diffusion') {
    const isEnough = stopsFor(params, order.mode, order.draws.length)
    return editOnDevice(order, { ...onDevice, score, isEnough, keep })
  }
  const made = await runInThread<MadeCandidate[]>('pixels', 'makeCandidates', order, { signal })
  return Promise.all((score ? await scoreOnDevice(made, order, onDevice) : made).map(keep))
}
