import type { MadePair } from '@/lib/engines/device-calls'
import type { EngineIdentity } from '@/lib/engines/identity'
import { localDevice } from '@/lib/pipeline/project'
import type { Lane } from '@/lib/platform/devices/protocol'
import { surviveCrash } from '@/lib/platform/devices/survive-crash'
import { ExemplarError } from '@/lib/platform/errors'
import type { CandidateOrder, MadeCandidate } from './make-candidates'

interface DeviceOptions {
  readonly lane: Lane
  readonly signal: AbortSignal
  /** Marks the record when the device crashed under it, before it is tried again alone. */
  readonly onCrash?: ((crash: ExemplarError) => Promise<void>) | undefined
}

export interface EditOptions<Kept> extends DeviceOptions {
  /** Whether the encoders score each candidate too. */
  readonly score: boolean
  /** Asked after each candidate, in their order: whether the rest need not be made. */
  readonly isEnough: (made: readonly Pick<MadeCandidate, 'scores'>[]) => boolean
  /** What remains of a candidate; called while the device makes those after it. */
  readonly keep: (made: MadeCandidate) => Promise<Kept>
}

const requireEngine = (engine: EngineIdentity | null, role: string): EngineIdentity => {
  if (engine) return engine
  throw new ExemplarError('unavailable', `This worker has no ${role}.`, {
    fix: 'Add it to the folder that EXEMPLAR_MODELS names; `exemplar models check` says what is missing.',
  })
}

const candidateOf = ({ scores: { changeInside, ...scores }, ...made }: MadePair): MadeCandidate => ({
  ...made,
  scores: { ...scores, insideShare: changeInside },
})

/** Has this worker's device make candidates, up to the one after which there are enough. */
export const editOnDevice = async <Kept>(
  { text, mode, anchor, region, draws }: CandidateOrder,
  { lane, signal, score, isEnough, keep, onCrash }: EditOptions<Kept>,
): Promise<Kept[]> => {
  const { device, models, engines } = localDevice()
  requireEngine(engines.editor, 'image editing model')
  if (score) requireEngine(engines.encoder, 'CLIP and DINOv2')
  const order = { models, text, mode, anchor, region, draws, score }
  return surviveCrash(async ({ alone }) => {
    const kept: Kept[] = []
    const seen: Pick<MadeCandidate, 'scores'>[] = []
    let enough = false
    const onPart = async (part: MadePair) => {
      // What was under way when it was enough is left out, so that the batch's size does not show in the result.
      if (enough) return 'enough' as const
      const candidate = candidateOf(part)
      seen.push({ scores: candidate.scores })
      enough = isEnough(seen)
      kept.push(await keep(candidate))
      return enough ? ('enough' as const) : undefined
    }
    await device.call('edit', order, { alone, lane, signal, onPart })
    return kept
  }, onCrash)
}

/** Gives candidates of any engine the scores that need CLIP and DINOv2. */
export const scoreOnDevice = async (
  candidates: readonly MadeCandidate[],
  { text, anchor }: CandidateOrder,
  { lane, signal, onCrash }: DeviceOptions,
): Promise<MadeCandidate[]> => {
  const { device, models, engines } = localDevice()
  requireEngine(engines.encoder, 'CLIP and DINOv2')
  const { sourceCaption, targetCaption } = text
  const pairs = candidates.map(({ source, edited }) => ({
    source: source ?? anchor,
    edited,
    sourceCaption,
    targetCaption,
  }))
  const scores = await surviveCrash(
    ({ alone }) => device.call('score', { models, pairs }, { alone, lane, signal }),
    onCrash,
  )
  return candidates.map((candidate, at) => ({
    ...candidate,
    scores: { ...candidate.scores, ...scores[at] },
  }))
}
