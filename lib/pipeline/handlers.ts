import type { JobHandler } from '@/lib/platform/queue/define-job'
import type { Reconciler } from '@/lib/platform/queue/reconcile'
import { catalogHandlers } from './catalog/jobs'
import { reconcileCatalog } from './catalog/reconcile-catalog'
import { seedsHandlers } from './seeds/jobs'

/** Every job of the line, by name. */
export const handlers: ReadonlyMap<string, JobHandler> = new Map(
  [...catalogHandlers, ...seedsHandlers].map((handler) => [handler.definition.name, handler]),
)

/** How each stage rebuilds its queued work from its rows. */
export const reconcilers: readonly Reconciler[] = [reconcileCatalog]
