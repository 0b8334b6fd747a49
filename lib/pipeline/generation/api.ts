import { installedEngines } from '@/lib/pipeline/project'
import { implementApi, memberIn } from '@/lib/platform/api/context'
import { controlRun } from '@/lib/platform/runs/control-run'
import { retryTasks } from '@/lib/platform/runs/retry-tasks'
import { generationContract } from './contract'
import { generationRuns } from './jobs'
import { getCandidate, listCandidates } from './list-candidates'
import { getRun, listRuns } from './list-runs'
import { listTasks } from './list-tasks'

const api = implementApi(generationContract)

export const generationApi = api.router({
  engines: api.engines.handler(() => installedEngines()),
  preview: api.preview.handler(async ({ context, input }) => {
    const { previewRun } = await import('./preview-run')
    return previewRun(memberIn(context), input.choice, input.params)
  }),
  start: api.start.handler(async ({ context, input }) => {
    const { startRun } = await import('./start-run')
    return getRun(memberIn(context), await startRun(memberIn(context), input))
  }),
  list: api.list.handler(({ context, input }) => listRuns(memberIn(context), input)),
  get: api.get.handler(({ context, input }) => getRun(memberIn(context), input.id)),
  tasks: api.tasks.handler(({ context, input }) => listTasks(memberIn(context), input)),
  control: api.control.handler(async ({ context, input }) => {
    await controlRun(memberIn(context), generationRuns, input.id, input.control)
    return getRun(memberIn(context), input.id)
  }),
  retry: api.retry.handler(({ context, input }) => retryTasks(memberIn(context), generationRuns, input)),
  candidates: api.candidates.handler(({ context, input }) => {
    const { project: _, ...filter } = input
    return listCandidates(memberIn(context), filter)
  }),
  candidate: api.candidate.handler(({ context, input }) => getCandidate(memberIn(context), input.id)),
})
