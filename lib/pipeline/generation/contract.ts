import { z } from 'zod'
import { id, inProject, pageOf, paging, route } from '@/lib/platform/api/base'
import { candidateView, generationParams, generationRunView, recordChoice, taskView } from './schema'

const tags = ['generation']
const installed = z
  .object({ name: z.string(), version: z.string(), provider: z.string() })
  .nullable()
  .describe('null: no running worker has it.')
const runIn = inProject.extend({ id })

export const generationContract = {
  engines: route('admin')
    .route({
      method: 'GET',
      path: '/projects/{project}/engines',
      tags,
      summary: 'Which models running workers have, by role',
    })
    .input(inProject)
    .output(z.object({ editor: installed, encoder: installed, segmenter: installed })),
  preview: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/generation/preview',
      tags,
      summary: 'Count what a run would take, by what the engine can do',
    })
    .input(inProject.extend({ choice: recordChoice, params: generationParams.prefault({}) }))
    .output(
      z.object({
        records: z.number().int(),
        candidates: z.number().int(),
        refusedInSample: z.array(z.object({ instruction: z.string(), reason: z.string() })),
        sampled: z.number().int().describe('Records that were asked of the engine for this preview.'),
      }),
    ),
  start: route('admin')
    .route({ method: 'POST', path: '/projects/{project}/generation', tags, summary: 'Start a run' })
    .input(
      inProject.extend({
        choice: recordChoice,
        params: generationParams.prefault({}),
        mode: z
          .enum(['free_form', 'region'])
          .optional()
          .describe('Default: region where the record has one.'),
        seed: z.number().int().min(0).max(2_147_483_647).default(1),
      }),
    )
    .output(generationRunView),
  list: route('reviewer')
    .route({ method: 'GET', path: '/projects/{project}/generation', tags, summary: 'List runs' })
    .input(inProject.extend({ ...paging, byHand: z.boolean().default(false) }))
    .output(pageOf(generationRunView)),
  get: route('reviewer')
    .route({ method: 'GET', path: '/projects/{project}/generation/{id}', tags, summary: 'Get one run' })
    .input(runIn)
    .output(generationRunView),
  tasks: route('reviewer')
    .route({
      method: 'GET',
      path: '/projects/{project}/generation/{id}/tasks',
      tags,
      summary: 'List a run’s records',
    })
    .input(runIn.extend({ ...paging, status: taskView.shape.status.optional() }))
    .output(pageOf(taskView)),
  control: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/generation/{id}/control',
      tags,
      summary: 'Pause, resume or cancel a run',
    })
    .input(runIn.extend({ control: z.enum(['pause', 'resume', 'cancel']) }))
    .output(generationRunView),
  retry: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/generation/{id}/retry',
      tags,
      summary: 'Try failed and refused records again',
    })
    .input(runIn.extend({ taskId: id.optional().describe('Only this one.') }))
    .output(z.object({ retried: z.number().int() })),
  candidates: route('reviewer')
    .route({
      method: 'GET',
      path: '/projects/{project}/candidates',
      tags,
      summary: 'List candidates, newest first',
    })
    .input(
      inProject.extend({
        ...paging,
        runId: id.optional(),
        recordId: id.optional(),
        passed: z.boolean().optional(),
        kept: z.boolean().optional(),
        sampleState: candidateView.shape.sampleState.optional(),
        samples: z.boolean().optional().describe('Only what was accepted, approved or not yet.'),
        mode: candidateView.shape.mode.optional(),
        editTypeId: id.optional(),
        text: z.string().max(200).optional().describe('A part of the instruction.'),
      }),
    )
    .output(pageOf(candidateView)),
  candidate: route('rater')
    .route({ method: 'GET', path: '/projects/{project}/candidates/{id}', tags, summary: 'Get one candidate' })
    .input(runIn)
    .output(candidateView),
}
