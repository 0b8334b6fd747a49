import { z } from 'zod'
import { Prisma } from '@/lib/platform/db'
import type { JobDefinition } from '@/lib/platform/queue/define-job'

// Import, expansion and generation are all a run over many tasks, with the same states and the same guards. What
// they do in a task differs; how tasks are fed to the queue, paused, ended and counted does not, and lives here.

export const taskPayload = z.object({ taskId: z.uuid(), attempt: z.number().int().min(1) })
export type TaskPayload = z.infer<typeof taskPayload>

export interface RunKind {
  readonly run: 'ImportRun' | 'ExpansionRun' | 'GenerationRun'
  readonly task: 'ImportItem' | 'ExpansionTask' | 'GenerationTask'
  readonly job: JobDefinition<TaskPayload>
  /** Runs whose tasks need another resource: where this holds of the row `run`, they are that job instead. */
  readonly elsewhere?: { readonly when: Prisma.Sql; readonly job: JobDefinition<TaskPayload> }
  /** Tasks for which this is false wait although their run goes on: the files of an upload that have yet to arrive. */
  readonly ready?: Prisma.Sql
  /** `, column = NULL` of what else a task says of its failure. */
  readonly cleared?: Prisma.Sql
  /** The live topic that pages listen to. */
  readonly topic: 'import' | 'expansion' | 'generation'
}

/** SQL over `run`: whether its tasks are the other job. */
export const isElsewhere = (kind: RunKind): Prisma.Sql =>
  kind.elsewhere ? Prisma.sql`(${kind.elsewhere.when})` : Prisma.sql`FALSE`

export const jobOf = (kind: RunKind, elsewhere: boolean): JobDefinition<TaskPayload> =>
  (elsewhere && kind.elsewhere?.job) || kind.job

export const tableOf = (name: RunKind['run'] | RunKind['task']): Prisma.Sql => Prisma.raw(`"${name}"`)
