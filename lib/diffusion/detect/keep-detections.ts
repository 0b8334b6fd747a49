import type { RelativeBox } from '@/lib/imaging/masks/box-mask'
import type { GroundingPrediction } from './grounding-model'

export interface DetectionThresholds {
  /** A box is kept when its best token is more probable than this. */
  readonly box: number
  /** Tokens more probable than this are what the box is called. */
  readonly text: number
}

/** UltraEdit's. */
export const publishedThresholds: DetectionThresholds = { box: 0.3, text: 0.25 }

export interface Detection {
  /** Which of the model's queries found it. */
  readonly query: number
  readonly score: number
  readonly box: RelativeBox
  /** The ids of the words that it stands for, without those that end phrases. */
  readonly tokens: readonly number[]
}

/** The boxes that the published code keeps, in the order of the queries. */
export const keepDetections = (
  { ids, scores, boxes }: GroundingPrediction,
  thresholds: DetectionThresholds = publishedThresholds,
): Detection[] => {
  const [queries = 0, tokens = 0] = scores.dims
  const kept: Detection[] = []
  // Scores are 32-bit floats, and so is a threshold that PyTorch compares with them.
  const [boxBound, textBound] = [Math.fround(thresholds.box), Math.fround(thresholds.text)]
  for (let query = 0; query < queries; query++) {
    const row = scores.data.subarray(query * tokens, (query + 1) * tokens)
    const score = row.reduce((best, value) => Math.max(best, value), 0)
    if (score <= boxBound) continue
    const [cx = 0, cy = 0, width = 0, height = 0] = boxes.data.subarray(query * 4, query * 4 + 4)
    const named = ids.filter((_, t) => (row[t] ?? 0) > textBound)
    kept.push({ query, score, box: [cx, cy, width, height], tokens: named })
  }
  return kept
}

/** The best score that anything reached, for saying how far off the rest was. */
export const bestScore = ({ scores }: GroundingPrediction): number =>
  scores.data.reduce((best, value) => Math.max(best, value), 0)
