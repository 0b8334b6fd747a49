import type { JobHandler } from '@/lib/platform/queue/define-job'
import type { Reconciler } from '@/lib/platform/queue/reconcile'
import { catalogHandlers } from './catalog/jobs'
import { reconcileCatalog } from './catalog/reconcile-catalog'
import { expansionHandlers } from './expansion/jobs'
import { reconcileExpansion } from './expansion/reconcile-expansion'
import { generationHandlers, reconcileGeneration } from './generation/jobs'
import { reconcileRegions, regionsHandlers } from './regions/jobs'
import { releaseHandlers } from './release/jobs'
import { reconcileReleases } from './release/reconcile-releases'
import { reconcileReview, reviewHandlers } from './review/jobs'
import { seedsHandlers } from './seeds/jobs'

const all: readonly (readonly JobHandler[])[] = [
  catalogHandlers,
  seedsHandlers,
  expansionHandlers,
  regionsHandlers,
  generationHandlers,
  reviewHandlers,
  releaseHandlers,
]

/** Every job of the line, by name. */
export const handlers: ReadonlyMap<string, JobHandler> = new Map(
  all.flat().map((handler) => [handler.definition.name, handler]),
)

/** How each stage rebuilds its queued work from its rows. */
export const reconcilers: readonly Reconciler[] = [
  reconcileCatalog,
  reconcileExpansion,
  reconcileRegions,
  reconcileGeneration,
  reconcileReview,
  reconcileReleases,
]
