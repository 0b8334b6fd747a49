import { makeCandidates as candidates } from '@/lib/pipeline/generation/make-candidates'
import { makeMasks as masks } from '@/lib/pipeline/regions/make-masks'
import { threadFunction } from '@/lib/platform/threads/thread-function'

// What runs in pixel threads: pure computation on pictures, no database and no queue.

export const makeMasks = threadFunction(masks)
export const makeCandidates = threadFunction(candidates)
