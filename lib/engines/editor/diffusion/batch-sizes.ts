import { log } from '@/lib/platform/log'

/** How a runtime says that memory ran out; the CPU's and each provider's allocator have words of their own. */
const words =
  /failed to allocate|bad[_ ]alloc|out of memory|not enough memory|CUDA failure 2\b|CUBLAS_STATUS_ALLOC_FAILED|CUDNN_STATUS_ALLOC_FAILED|available memory of .* is smaller than requested|E_OUTOFMEMORY|array buffer allocation failed/i

/** Whether an error, or what caused it, is an allocation that failed. */
export const isAllocationFailure = (error: unknown): boolean => {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++)
    if (words.test(at.message)) return true
  return false
}

/**
 * How many pairs fit into the device's memory at once, by the size of a picture: halved where an allocation failed, and
 * remembered, so that the next record does not run into it again.
 */
export class BatchSizes {
  private readonly limits = new Map<string, number>()

  /** @param most pairs at once where nothing has failed yet. */
  constructor(readonly most: number) {}

  /** @param size names what memory depends on: width, height, guidance. */
  of(size: string): number {
    return this.limits.get(size) ?? this.most
  }

  /** Halves the limit after `failed` pairs did not fit. False when it was one pair alone: then there is no way on. */
  halve(size: string, failed: number): boolean {
    if (failed <= 1) return false
    const limit = Math.max(1, Math.floor(failed / 2))
    this.limits.set(size, limit)
    log.warn({ size, failed, limit }, 'memory was short; smaller batches from now on')
    return true
  }
}
