import { z } from 'zod'
import { skipPolicies } from '@/lib/pipeline/project/client'
import { id, inProject, pageOf, paging, route } from '@/lib/platform/api/base'
import {
  decisionView,
  draftContent,
  goldView,
  itemView,
  judgement,
  newGold,
  paceView,
  raterView,
  recentView,
  stages,
  standingView,
} from './schema'

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
      summary: 'Skip an item',
    })
    .input(
      itemIn.extend({
        token: z.number().int(),
        policy: z
          .enum(skipPolicies)
          .default('others')
          .describe(
            'Back to me later, to others and never to me, or to nobody. The project says which it allows.',
          ),
        comment: z.string().max(2_000).optional(),
      }),
    )
    .output(z.object({ id })),
  getDraft: route('rater')
    .route({
      method: 'GET',
      path: '/projects/{project}/review/items/{id}/draft',
      tags,
      summary: 'Get what you filled in and have not sent',
    })
    .input(itemIn)
    .output(draftContent.nullable()),
  putDraft: route('rater')
    .route({
      method: 'PUT',
      path: '/projects/{project}/review/items/{id}/draft',
      tags,
      summary: 'Keep what you filled in, so that it survives a crash',
      description: 'Deciding or skipping drops it. A lease that ended and nobody took over still keeps it.',
    })
    .input(itemIn.extend({ token: z.number().int(), content: draftContent }))
    .output(z.object({ savedAt: z.date() })),
  decide: route('rater')
    .route({
      method: 'POST',
      path: '/projects/{project}/review/items/{id}/decision',
      tags,
      summary: 'Accept, reject, or have it made again',
      description:
        'With a clientId, the same decision sent again answers the same and counts once. A lost lease answers 409 with yours and theirs.',
    })
    .input(
      itemIn.extend({
        token: z.number().int(),
        clientId: id.optional().describe('A new UUID that you make for this decision.'),
        judgement,
      }),
    )
    .output(itemView),
  change: route('rater')
    .route({
      method: 'POST',
      path: '/projects/{project}/review/decisions/{id}/change',
      tags,
      summary: 'Change one of your last ten decisions',
    })
    .input(itemIn.extend({ clientId: id.optional(), judgement }))
    .output(itemView),
  settle: route('reviewer')
    .route({
      method: 'POST',
      path: '/projects/{project}/review/items/{id}/settle',
      tags,
      summary: 'Approve or overturn what a rater decided, or send its text back',
      description:
        'Approve upholds the decision, a rejection too. Back gives an accepted item whose text is bad to who wrote or accepted it; overturn discards its image.',
    })
    .input(
      itemIn.extend({
        decisionId: id.describe('The decision that you saw; another one since is refused with 409.'),
        verdict: z.enum(['approve', 'overturn', 'back']),
        candidateId: id.optional().describe('Overturning a rejection: the candidate that is good after all.'),
        reasons: z.array(z.string().max(40)).max(10).default([]),
        comment: z.string().max(2_000).optional(),
        elapsedMs: z
          .number()
          .int()
          .min(0)
          .max(86_400_000)
          .optional()
          .describe(
            'Time on the item, idle time excluded; counted for who holds it, at most as long as that.',
          ),
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
  standing: route('rater')
    .route({
      method: 'GET',
      path: '/projects/{project}/review/standing',
      tags,
      summary: 'How far you have come: onboarding, limits, accuracy, and why you are paused if you are',
    })
    .input(inProject)
    .output(standingView),
  readGuidelines: route('rater')
    .route({
      method: 'POST',
      path: '/projects/{project}/review/read-guidelines',
      tags,
      summary: 'Confirm that you read the guidelines, to go on to the quiz',
    })
    .input(inProject)
    .output(standingView),
  gold: route('admin')
    .route({
      method: 'GET',
      path: '/projects/{project}/review/gold',
      tags,
      summary: 'List gold items, newest first',
    })
    .input(inProject.extend(paging))
    .output(pageOf(goldView)),
  addGold: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/review/gold',
      tags,
      summary: 'Make a settled item a gold item',
      description:
        'It is handed out among the others to people who have not judged it, to see how they judge.',
    })
    .input(inProject.extend(newGold.shape))
    .output(goldView),
  addReviewedGold: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/review/gold/from-reviewed',
      tags,
      summary: 'Make the latest items that a reviewer settled gold items',
      description:
        'As many accepted as rejected ones, as far as there are, so that neither answer is the better guess.',
    })
    .input(inProject.extend({ count: z.number().int().min(1).max(500) }))
    .output(z.object({ added: z.number().int() })),
  retireGold: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/review/gold/{id}/retire',
      tags,
      summary: 'Hand a gold item out no more, or again',
    })
    .input(itemIn.extend({ retired: z.boolean().default(true) }))
    .output(goldView),
  raters: route('admin')
    .route({
      method: 'GET',
      path: '/projects/{project}/review/raters',
      tags,
      summary: 'List who judges: how far they have come, what they may judge, and their accuracy',
    })
    .input(inProject.extend(paging))
    .output(pageOf(raterView)),
  moveRater: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/review/raters/{id}/stage',
      tags,
      summary: 'Pause somebody, let them go on, or have them begin again',
    })
    .input(itemIn.extend({ to: z.enum(stages), note: z.string().max(500).optional() }))
    .output(raterView),
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
