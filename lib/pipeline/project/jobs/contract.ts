import { z } from 'zod'
import { id, inProject, pageOf, paging, route } from '@/lib/platform/api/base'
import { deadLetterView, machinery, runView } from './schema'

const tags = ['jobs']
const letterIn = inProject.extend({ id })

export const jobsContract = {
  runs: route('admin')
    .route({
      method: 'GET',
      path: '/projects/{project}/runs',
      tags,
      summary: 'List runs of all kinds',
      description: 'Those under way first, then those that ended last; at most 50 of either.',
    })
    .input(inProject.extend({ ended: z.boolean().default(true).describe('With those that ended.') }))
    .output(z.array(runView)),
  deadLetters: route('admin')
    .route({
      method: 'GET',
      path: '/projects/{project}/jobs/dead-letters',
      tags,
      summary: 'List jobs that failed for good',
    })
    .input(
      inProject.extend({
        ...paging,
        open: z.boolean().default(true).describe('Only what waits for an admin.'),
      }),
    )
    .output(pageOf(deadLetterView)),
  retry: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/jobs/dead-letters/{id}/retry',
      tags,
      summary: 'Try a failed job again',
    })
    .input(letterIn)
    .output(z.object({ id })),
  dismiss: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/jobs/dead-letters/{id}/dismiss',
      tags,
      summary: 'Put a failed job aside',
    })
    .input(letterIn)
    .output(z.object({ id })),
  machinery: route('admin')
    .route({
      method: 'GET',
      path: '/projects/{project}/jobs/machinery',
      tags,
      summary: 'How deep the queues are and which workers live',
    })
    .input(inProject)
    .output(machinery),
  siteMachinery: route('site-admin')
    .route({
      method: 'GET',
      path: '/machinery',
      tags,
      summary: 'How deep the queues are and which workers live, for the installation’s admins',
    })
    .output(machinery),
}
