import { createHash } from 'node:crypto'
import type { EngineIdentity } from '@/lib/engines/identity'
import { decodeMask } from '@/lib/imaging/codec'
import { localDevice } from '@/lib/pipeline/project'
import { surviveCrash } from '@/lib/platform/devices/survive-crash'
import { ExemplarError } from '@/lib/platform/errors'
import type { FoundMask } from './make-masks'
import { promptOf } from './prompt-of'
import type { RegionInput } from './schema'

export interface ModelPrompt {
  /** The frame's picture, PNG. */
  readonly frame: Uint8Array
  readonly label: string
  readonly input: RegionInput
  readonly seed: number
}

const requireSegmenter = (segmenter: EngineIdentity | null): EngineIdentity => {
  if (segmenter) return segmenter
  throw new ExemplarError('unavailable', 'This worker has no segmentation model.', {
    fix: 'Add GroundingDINO and SAM to the folder that EXEMPLAR_MODELS names.',
  })
}

/** Asks this worker's model for the fine mask of what was pointed at or named. Somebody waits for it. */
export const findOnDevice = async (
  { frame, label, input, seed }: ModelPrompt,
  signal: AbortSignal,
): Promise<FoundMask> => {
  if (input.kind === 'mask') throw new Error('a painted mask needs no model')
  const { device, models, engines } = localDevice()
  const engine = requireSegmenter(engines.segmenter)
  const order = {
    models,
    image: frame,
    imageKey: createHash('sha256').update(frame).digest('hex'),
    prompt: promptOf(input, label),
    seed,
  }
  const { mask, boxes, elapsedMs } = await surviveCrash(({ alone }) =>
    device.call('segment', order, { alone, lane: 'interactive', signal }),
  )
  return { mask: await decodeMask(Buffer.from(mask)), boxes, elapsedMs, engine }
}
