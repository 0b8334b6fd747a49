import { z } from 'zod'
import { Prisma } from '@/lib/platform/db'
import { defineJob, handleJob } from '@/lib/platform/queue/define-job'
import { failTask } from '@/lib/platform/runs/end-task'
import { reviveTask } from '@/lib/platform/runs/revive-task'
import { type RunKind, taskPayload } from '@/lib/platform/runs/run-kind'
import { endDraft } from './end-draft'
import { failImport } from './fail-import'

export const importItemJob = defineJob({
  name: 'catalog.import-item',
  queue: 'pixels',
  payload: taskPayload,
})

/** An import: a run over files or rows of a manifest. */
export const importRuns: RunKind = {
  run: 'ImportRun',
  task: 'ImportItem',
  job: importItemJob,
  topic: 'import',
  cleared: Prisma.sql`, field = NULL, fix = NULL`,
  ready: Prisma.sql`(task."uploadSha" IS NOT NULL OR jsonb_exists(task.row, 'image'))`,
}

/** Reads a manifest or walks a folder, and makes an item of each row. */
export const expandManifestJob = defineJob({
  name: 'catalog.expand-manifest',
  queue: 'light',
  payload: z.object({ runId: z.uuid(), attempt: z.number().int() }),
})

export const renderFrameJob = defineJob({
  name: 'catalog.render-frame',
  queue: 'pixels',
  payload: z.object({ frameId: z.uuid() }),
})

export const draftCaptionJob = defineJob({
  name: 'catalog.draft-caption',
  queue: 'language',
  payload: z.object({ imageId: z.uuid(), attempt: z.number().int() }),
})

/** Enqueued by review: makes an accepted edit a source image of the next turn, or archives it when it was overturned. */
export const adoptTurnJob = defineJob({
  name: 'catalog.adopt-turn',
  queue: 'pixels',
  payload: z.object({ candidateId: z.uuid() }),
})

/**
 * An event: an item with an UltraEdit record has its image. The record's table is the expansion stage's, to the right
 * of this one, so that stage registers the handler.
 */
export const recordImportedJob = defineJob({
  name: 'catalog.record-imported',
  queue: 'light',
  payload: z.object({ itemId: z.uuid() }),
})

export const catalogHandlers = [
  handleJob(importItemJob, async () => (await import('./import-item')).importItem, {
    dead: failTask(importRuns),
    revive: reviveTask(importRuns),
  }),
  handleJob(expandManifestJob, async () => (await import('./expand-manifest')).expandManifest, {
    dead: (tx, { runId, attempt }, error) => failImport(tx, runId, attempt, error.message),
  }),
  handleJob(renderFrameJob, async () => (await import('./render-image-frame')).renderImageFrame),
  handleJob(draftCaptionJob, async () => (await import('./draft-caption')).draftCaption, {
    dead: (tx, payload, error) => endDraft(tx, payload, error.message),
  }),
  handleJob(adoptTurnJob, async () => (await import('./adopt-turn')).adoptTurn),
]
