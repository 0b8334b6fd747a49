import type { TensorSpec } from '../onnx/open-session'

/** A slice of the items that one run takes, and how many rows it has to have. */
interface Batch {
  readonly from: number
  readonly count: number
  /** More than `count` where the model's batch is fixed; the rest is padding. */
  readonly rows: number
}

/** Cuts `total` items into runs: of the model's own batch size where it is fixed, else of at most `most`. */
export const inBatches = (spec: TensorSpec, total: number, most: number): Batch[] => {
  const fixed = spec.dims[0]
  const size = typeof fixed === 'number' && fixed > 0 ? fixed : Math.min(most, total)
  const batches: Batch[] = []
  for (let from = 0; from < total; from += size) {
    const count = Math.min(size, total - from)
    batches.push({ from, count, rows: typeof fixed === 'number' && fixed > 0 ? fixed : count })
  }
  return batches
}
