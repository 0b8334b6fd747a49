import { implementApi, memberIn } from '@/lib/platform/api/context'
import { dismissDeadLetter } from '@/lib/platform/queue/dead-letters'
import { jobsContract } from './contract'
import { getMachinery } from './get-machinery'
import { listDeadLetters } from './list-dead-letters'
import { listRuns } from './list-runs'
import { retryJob } from './retry-job'

const api = implementApi(jobsContract)

export const jobsApi = api.router({
  runs: api.runs.handler(({ context, input }) => listRuns(memberIn(context), input)),
  deadLetters: api.deadLetters.handler(({ context, input }) => listDeadLetters(memberIn(context), input)),
  retry: api.retry.handler(({ context, input }) => retryJob(memberIn(context), input.id)),
  dismiss: api.dismiss.handler(async ({ context, input: { id } }) => {
    await dismissDeadLetter(memberIn(context), id)
    return { id }
  }),
  machinery: api.machinery.handler(() => getMachinery()),
  siteMachinery: api.siteMachinery.handler(() => getMachinery()),
})
