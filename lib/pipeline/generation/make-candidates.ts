import type { Draw, EditText, RegionMasks } from '@/lib/engines/editor/editor'
import { proceduralEditor } from '@/lib/engines/editor/procedural/procedural-editor'
import {
  decodeMask,
  decodeRaster,
  encodeMaskPng,
  encodeRasterPng,
  encodeRasterWebp,
} from '@/lib/imaging/codec'
import type { Mask } from '@/lib/imaging/raster'
import { scorePair } from '@/lib/imaging/scores/score-pair'
import type { Scores } from './judge'

export interface CandidateOrder {
  readonly text: EditText
  readonly mode: 'free-form' | 'region'
  /** The frame's picture, PNG. */
  readonly anchor: Uint8Array
  /** Grey PNGs of the frame's size. */
  readonly region: Readonly<Record<keyof RegionMasks, Uint8Array>> | null
  readonly draws: readonly Draw[]
}

export interface MadeCandidate {
  readonly draw: Draw
  readonly operation: string
  /** PNG; null when the anchor itself is the source. */
  readonly source: Uint8Array | null
  readonly edited: Uint8Array
  readonly mask: Uint8Array | null
  readonly thumb: Uint8Array // WebP
  readonly scores: Scores
}

const decodeRegion = async (region: CandidateOrder['region']): Promise<RegionMasks | null> => {
  if (!region) return null
  const read = (bytes: Uint8Array): Promise<Mask> => decodeMask(Buffer.from(bytes))
  const [fine, contour, box, soft] = await Promise.all([
    read(region.fine),
    read(region.contour),
    read(region.box),
    read(region.soft),
  ])
  return { fine, contour, box, soft }
}

/** Makes, scores and encodes one record's candidates. Pure in its order; runs in a thread. */
export const makeCandidates = async (order: CandidateOrder): Promise<MadeCandidate[]> => {
  const anchor = await decodeRaster(Buffer.from(order.anchor))
  const region = await decodeRegion(order.region)
  const { text, mode, draws } = order
  const made: MadeCandidate[] = []
  for await (const candidate of proceduralEditor.edit({ text, mode, anchor, region, draws })) {
    const { changeInside, ...scores } = scorePair(
      candidate.source ?? anchor,
      candidate.edited,
      candidate.mask,
    )
    made.push({
      draw: candidate.draw,
      operation: candidate.operation,
      source: candidate.source && (await encodeRasterPng(candidate.source)),
      edited: await encodeRasterPng(candidate.edited),
      mask: candidate.mask && (await encodeMaskPng(candidate.mask)),
      thumb: await encodeRasterWebp(candidate.edited, 80),
      scores: {
        ...scores,
        insideShare: changeInside,
        clipSimSource: null,
        clipSimTarget: null,
        clipSimDir: null,
        clipSimImage: null,
        dinov2Sim: null,
      },
    })
  }
  return made
}
