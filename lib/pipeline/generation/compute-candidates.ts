import { runInThread } from '@/lib/platform/threads/run-in-thread'
import type { CandidateOrder, MadeCandidate } from './make-candidates'
import { editOnDevice, scoreOnDevice } from './make-on-device'
import type { GenerationParams } from './schema'

export interface ComputeOptions {
  /** Whether a person waits for it. */
  readonly byHand: boolean
  readonly signal: AbortSignal
}

/** Makes and scores the candidates of one order, where its engine and its encoder live: in a thread, or on the device. */
export const computeCandidates = async (
  order: CandidateOrder,
  { engine, encoder }: Pick<GenerationParams, 'engine' | 'encoder'>,
  { byHand, signal }: ComputeOptions,
): Promise<MadeCandidate[]> => {
  const onDevice = { lane: byHand ? 'interactive' : 'batch', signal } as const
  const score = encoder !== 'none'
  if (engine === 'diffusion') return editOnDevice(order, score, onDevice)
  const made = await runInThread<MadeCandidate[]>('pixels', 'makeCandidates', order, { signal })
  return score ? scoreOnDevice(made, order, onDevice) : made
}
