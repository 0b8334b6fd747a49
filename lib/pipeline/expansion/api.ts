import { implementApi, memberIn } from '@/lib/platform/api/context'
import { controlRun } from '@/lib/platform/runs/control-run'
import { expansionContract } from './contract'
import { editRecord } from './edit-record'
import { getRecord } from './get-record'
import { expansionRuns } from './jobs'
import { listEngines } from './language-engines'
import { listPool } from './list-pool'
import { listRecords } from './list-records'
import { getRun, listRuns } from './list-runs'
import { listTasks } from './list-tasks'
import { markPool, markRecords } from './mark-removed'
import { previewRun } from './preview-run'
import { recordsFromSeeds } from './records-from-seeds'
import { startRun } from './start-run'

const api = implementApi(expansionContract)

export const expansionApi = api.router({
  engines: api.engines.handler(() => listEngines()),
  preview: api.preview.handler(({ context, input }) => previewRun(memberIn(context), input)),
  start: api.start.handler(({ context, input }) => startRun(memberIn(context), input)),
  list: api.list.handler(({ context, input }) => listRuns(memberIn(context), input)),
  get: api.get.handler(({ context, input }) => getRun(memberIn(context), input.id)),
  control: api.control.handler(async ({ context, input }) => {
    await controlRun(memberIn(context), expansionRuns, input.id, input.control)
    return getRun(memberIn(context), input.id)
  }),
  tasks: api.tasks.handler(({ context, input }) => listTasks(memberIn(context), input)),
  pool: api.pool.handler(({ context, input }) => listPool(memberIn(context), input)),
  markPool: api.markPool.handler(({ context, input }) => markPool(memberIn(context), input)),
  records: api.records.handler(({ context, input }) => listRecords(memberIn(context), input)),
  record: api.record.handler(({ context, input }) => getRecord(memberIn(context), input.id)),
  editRecord: api.editRecord.handler(({ context, input: { project: _, id, ...changes } }) =>
    editRecord(memberIn(context), id, changes),
  ),
  markRecords: api.markRecords.handler(({ context, input }) => markRecords(memberIn(context), input)),
  recordsFromSeeds: api.recordsFromSeeds.handler(({ context, input }) =>
    recordsFromSeeds(memberIn(context), input),
  ),
})
