import { z } from 'zod'
import { id, inProject, pageOf, paging, route } from '@/lib/platform/api/base'
import {
  engineView,
  expansionKind,
  expansionOrder,
  expansionPreview,
  expansionRunView,
  expansionTaskView,
  idsToMark,
  poolView,
  recordChanges,
  recordDetail,
  recordView,
  runSeed,
} from './schema'

const tags = ['expansion']
const oneIn = inProject.extend({ id })
const marking = inProject.extend({ ids: idsToMark, removed: z.boolean().describe('false brings them back.') })
const text = z.string().max(200).optional()
const changed = z.object({ changed: z.number().int() })

export const expansionContract = {
  engines: route('reviewer')
    .route({
      method: 'GET',
      path: '/projects/{project}/expansion/engines',
      tags,
      summary: 'List the language engines, and what keeps one from being used',
    })
    .input(inProject)
    .output(z.array(engineView)),
  preview: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/expansion/preview',
      tags,
      summary: 'See the exact prompt, and what the whole run would cost',
    })
    .input(
      inProject.extend({
        order: expansionOrder,
        seed: runSeed.default(1),
        imageId: id.optional().describe('Preview this image instead of the first.'),
      }),
    )
    .output(expansionPreview),
  start: route('admin')
    .route({ method: 'POST', path: '/projects/{project}/expansion', tags, summary: 'Start a run' })
    .input(inProject.extend({ order: expansionOrder, seed: runSeed.default(1) }))
    .output(expansionRunView),
  list: route('reviewer')
    .route({ method: 'GET', path: '/projects/{project}/expansion', tags, summary: 'List runs, newest first' })
    .input(inProject.extend({ ...paging, kind: expansionKind.optional() }))
    .output(pageOf(expansionRunView)),
  get: route('reviewer')
    .route({ method: 'GET', path: '/projects/{project}/expansion/{id}', tags, summary: 'Get one run' })
    .input(oneIn)
    .output(expansionRunView),
  control: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/expansion/{id}/control',
      tags,
      summary: 'Pause, resume or cancel a run',
    })
    .input(oneIn.extend({ control: z.enum(['pause', 'resume', 'cancel']) }))
    .output(expansionRunView),
  tasks: route('reviewer')
    .route({
      method: 'GET',
      path: '/projects/{project}/expansion/{id}/tasks',
      tags,
      summary: 'List a run’s tasks, with what went wrong',
    })
    .input(oneIn.extend({ ...paging, status: expansionTaskView.shape.status.optional() }))
    .output(pageOf(expansionTaskView)),
  pool: route('reviewer')
    .route({
      method: 'GET',
      path: '/projects/{project}/pool',
      tags,
      summary: 'List the pool of instructions, newest first',
    })
    .input(
      inProject.extend({
        ...paging,
        editTypeId: id.optional(),
        runId: id.optional(),
        text,
        removed: z.boolean().default(false),
      }),
    )
    .output(pageOf(poolView)),
  markPool: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/pool/removal',
      tags,
      summary: 'Remove instructions from the pool, or bring them back',
    })
    .input(marking)
    .output(changed),
  records: route('reviewer')
    .route({
      method: 'GET',
      path: '/projects/{project}/records',
      tags,
      summary: 'List instruction records, newest first',
    })
    .input(
      inProject.extend({
        ...paging,
        editTypeId: id.optional(),
        runId: id.optional(),
        imageId: id.optional(),
        text,
        hasRegion: z.boolean().optional(),
        generated: z.boolean().optional(),
        removed: z.boolean().default(false),
      }),
    )
    .output(pageOf(recordView)),
  record: route('reviewer')
    .route({
      method: 'GET',
      path: '/projects/{project}/records/{id}',
      tags,
      summary: 'Get one record and what it was made from',
    })
    .input(oneIn)
    .output(recordDetail),
  editRecord: route('reviewer')
    .route({
      method: 'PATCH',
      path: '/projects/{project}/records/{id}',
      tags,
      summary: 'Mend a record',
      description: 'Makes a new version that names this one as its parent, and takes this one out of use.',
    })
    .input(oneIn.extend(recordChanges.shape))
    .output(recordDetail),
  markRecords: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/records/removal',
      tags,
      summary: 'Remove records, or bring them back',
    })
    .input(marking)
    .output(changed),
  recordsFromSeeds: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/records/from-seeds',
      tags,
      summary: 'Make records of approved seeds as they are',
      description:
        'Seeds whose words are a record of their image already are left out, so it may be called again.',
    })
    .input(inProject.extend({ seedIds: z.array(id).min(1).max(10_000).optional() }))
    .output(z.object({ made: z.number().int(), skipped: z.number().int() })),
}
