import { z } from 'zod'
import { id, inProject, pageOf, paging, route } from '@/lib/platform/api/base'
import { decisionView, itemView, judgement, paceView, recentView } from './schema'

const tags = ['review']
const itemIn = inProject.extend({ id })

export const reviewContract = {
  claim: route('rater')
    .route({
      method: 'POST',
      path: '/projects/{project}/review/claim',
      tags,
      summary: 'Get the next item to judge',
      description:
        'What came back from your own fixes first. The lease is a few minutes; renew it while working.',
    })
    .input(
      inProject.extend({
        ahead: z
          .number()
          .int()
          .min(1)
          .max(5)
          .default(1)
          .describe('How many to hold, so that the next is loaded already.'),
      }),
    )
    .output(z.array(itemView)),
  claimApproval: route('reviewer')
    .route({
      method: 'POST',
      path: '/projects/{project}/review/claim-approval',
      tags,
      summary: 'Get the next accepted item to approve or overturn',
    })
    .input(inProject.extend({ ahead: z.number().int().min(1).max(5).default(1) }))
    .output(z.array(itemView)),
  get: route('rater')
    .route({ method: 'GET', path: '/projects/{project}/review/items/{id}', tags, summary: 'Get one item' })
    .input(itemIn)
    .output(itemView),
  list: route('reviewer')
    .route({
      method: 'GET',
      path: '/projects/{project}/review/items',
      tags,
      summary: 'List items, newest first',
    })
    .input(inProject.extend({ ...paging, status: itemView.shape.status.optional(), raterId: id.optional() }))
    .output(pageOf(itemView)),
  renew: route('rater')
    .route({
      method: 'POST',
      path: '/projects/{project}/review/items/{id}/renew',
      tags,
      summary: 'Renew a lease',
    })
    .input(itemIn.extend({ token: z.number().int() }))
    .output(z.object({ until: z.date() })),
  skip: route('rater')
    .route({
      method: 'POST',
      path: '/projects/{project}/review/items/{id}/skip',
      tags,
      summary: 'Leave an item to others',
    })
    .input(itemIn.extend({ token: z.number().int() }))
    .output(z.object({ id })),
  decide: route('rater')
    .route({
      method: 'POST',
      path: '/projects/{project}/review/items/{id}/decision',
      tags,
      summary: 'Accept, reject, or have it made again',
    })
    .input(itemIn.extend({ token: z.number().int(), judgement }))
    .output(itemView),
  change: route('rater')
    .route({
      method: 'POST',
      path: '/projects/{project}/review/decisions/{id}/change',
      tags,
      summary: 'Change one of your last ten decisions',
    })
    .input(itemIn.extend({ judgement }))
    .output(itemView),
  settle: route('reviewer')
    .route({
      method: 'POST',
      path: '/projects/{project}/review/items/{id}/settle',
      tags,
      summary: 'Approve or overturn what a rater decided',
    })
    .input(
      itemIn.extend({
        decisionId: id.describe('The decision that you saw; another one since is refused with 409.'),
        verdict: z.enum(['approve', 'overturn']),
        candidateId: id.optional().describe('Overturning a rejection: the candidate that is good after all.'),
        reasons: z.array(z.string().max(40)).max(10).default([]),
        comment: z.string().max(2_000).optional(),
      }),
    )
    .output(itemView),
  settleSamples: route('reviewer')
    .route({
      method: 'POST',
      path: '/projects/{project}/review/settle',
      tags,
      summary: 'Approve or overturn many accepted candidates',
      description:
        'Each in a transaction of its own. One that is no longer what its item accepts is refused with the reason; the others go on.',
    })
    .input(
      inProject.extend({
        candidateIds: z.array(id).min(1).max(200),
        verdict: z.enum(['approve', 'overturn']),
        comment: z.string().max(2_000).optional(),
      }),
    )
    .output(
      z.object({
        settled: z.array(id),
        refused: z.array(z.object({ candidateId: id, reason: z.string() })),
      }),
    ),
  itemOf: route('reviewer')
    .route({
      method: 'GET',
      path: '/projects/{project}/candidates/{id}/item',
      tags,
      summary: 'Get the review item that a candidate is judged in',
      description: 'Null for a candidate that nobody is to judge: the filter did not keep it.',
    })
    .input(itemIn)
    .output(itemView.nullable()),
  nextTurn: route('rater')
    .route({
      method: 'POST',
      path: '/projects/{project}/candidates/{id}/next-turn',
      tags,
      summary: 'Make an accepted image the source of the next turn',
    })
    .input(itemIn)
    .output(z.object({ id })),
  recent: route('rater')
    .route({
      method: 'GET',
      path: '/projects/{project}/review/recent',
      tags,
      summary: 'Your last ten decisions',
    })
    .input(inProject)
    .output(z.array(recentView)),
  pace: route('rater')
    .route({
      method: 'GET',
      path: '/projects/{project}/review/pace',
      tags,
      summary: 'What waits for you, and your day',
    })
    .input(inProject)
    .output(paceView),
  history: route('rater')
    .route({
      method: 'GET',
      path: '/projects/{project}/review/items/{id}/decisions',
      tags,
      summary: 'All decisions on an item',
    })
    .input(itemIn)
    .output(z.array(decisionView)),
}
