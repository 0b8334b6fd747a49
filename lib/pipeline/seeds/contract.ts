import { z } from 'zod'
import { id, inProject, pageOf, paging, route } from '@/lib/platform/api/base'
import { exemplarView, quotaView, seedFinding, seedStatus, seedTexts, seedView } from './schema'

const seedIn = inProject.extend({ id })
const tags = ['seeds']

export const seedsContract = {
  claim: route('rater')
    .route({
      method: 'POST',
      path: '/projects/{project}/seeds/claim',
      tags,
      summary: 'Get an image to write a seed for',
      description:
        'Leases an image that nobody else is writing for, fewest seeds first, and opens a draft on it.',
    })
    .input(
      inProject.extend({
        imageId: id.optional().describe('Write for this image instead of the next one.'),
        insteadOf: id.optional().describe('A draft to give back: deleted if nothing was written in it.'),
      }),
    )
    .output(seedView.nullable()),
  list: route('reviewer')
    .route({ method: 'GET', path: '/projects/{project}/seeds', tags, summary: 'List seeds' })
    .input(
      inProject.extend({
        ...paging,
        status: seedStatus.optional(),
        editTypeId: id.optional(),
        authorId: id.optional(),
        imageId: id.optional(),
        text: z.string().max(200).optional(),
      }),
    )
    .output(pageOf(seedView)),
  mine: route('rater')
    .route({ method: 'GET', path: '/projects/{project}/seeds/mine', tags, summary: 'List your own seeds' })
    .input(inProject.extend({ ...paging, status: seedStatus.optional() }))
    .output(pageOf(seedView)),
  quotas: route('rater')
    .route({
      method: 'GET',
      path: '/projects/{project}/seeds/quotas',
      tags,
      summary: 'What is still wanted, by type',
    })
    .input(inProject)
    .output(z.array(quotaView)),
  get: route('rater')
    .route({ method: 'GET', path: '/projects/{project}/seeds/{id}', tags, summary: 'Get one seed' })
    .input(seedIn)
    .output(seedView),
  save: route('rater')
    .route({ method: 'PATCH', path: '/projects/{project}/seeds/{id}', tags, summary: 'Save a draft' })
    .input(seedIn.extend({ version: z.number().int() }).extend(seedTexts.partial().shape))
    .output(seedView),
  check: route('rater')
    .route({
      method: 'GET',
      path: '/projects/{project}/seeds/{id}/findings',
      tags,
      summary: 'Check a draft against the rules',
      description: 'The same checks that a submit makes, among them duplicates in the project.',
    })
    .input(seedIn)
    .output(z.array(seedFinding)),
  submit: route('rater')
    .route({
      method: 'POST',
      path: '/projects/{project}/seeds/{id}/submit',
      tags,
      summary: 'Submit a draft for review',
    })
    .input(seedIn.extend({ version: z.number().int() }))
    .output(seedView),
  decide: route('reviewer')
    .route({
      method: 'POST',
      path: '/projects/{project}/seeds/{id}/decision',
      tags,
      summary: 'Approve, edit and approve, return or discard a submitted seed',
    })
    .input(
      seedIn.extend({
        version: z.number().int(),
        decision: z.enum(['approve', 'return', 'discard']),
        comment: z.string().max(2_000).optional().describe('Required to return: what to change.'),
        edits: seedTexts.partial().optional().describe('Changes that the reviewer makes while approving.'),
      }),
    )
    .output(seedView),
  exemplars: route('reviewer')
    .route({ method: 'GET', path: '/projects/{project}/exemplars', tags, summary: 'List exemplars in use' })
    .input(inProject.extend({ ...paging, origin: z.enum(['seed', 'sample']).optional() }))
    .output(pageOf(exemplarView)),
  retireExemplar: route('admin')
    .route({
      method: 'DELETE',
      path: '/projects/{project}/exemplars/{id}',
      tags,
      summary: 'Stop using an exemplar',
    })
    .input(seedIn)
    .output(z.object({ id })),
}
