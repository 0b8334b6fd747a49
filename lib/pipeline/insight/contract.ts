import { z } from 'zod'
import { id, inProject, route } from '@/lib/platform/api/base'
import {
  engineCost,
  personQuality,
  personWork,
  qualityView,
  scoreSpread,
  workTimeChoice,
  workTimeRow,
  yieldView,
} from './schema'

const tags = ['insight']

export const insightContract = {
  yield: route('admin')
    .route({
      method: 'GET',
      path: '/projects/{project}/insight/yield',
      tags,
      summary: 'What each stage gives, what is accepted by type, and why the rest is not',
    })
    .input(inProject)
    .output(yieldView),
  scores: route('admin')
    .route({
      method: 'GET',
      path: '/projects/{project}/insight/scores',
      tags,
      summary: 'How the scores of accepted and rejected candidates are spread',
    })
    .input(inProject)
    .output(z.array(scoreSpread)),
  people: route('admin')
    .route({
      method: 'GET',
      path: '/projects/{project}/insight/people',
      tags,
      summary: 'What each person wrote and decided, how fast, and how often it was overturned',
    })
    .input(inProject)
    .output(z.array(personWork)),
  quality: route('admin')
    .route({
      method: 'GET',
      path: '/projects/{project}/insight/quality',
      tags,
      summary: 'How far people agree, and what their overlapping judgements say of each',
    })
    .input(inProject)
    .output(qualityView),
  person: route('rater')
    .route({
      method: 'GET',
      path: '/projects/{project}/insight/person',
      tags,
      summary: 'How one person judges over time and by reason',
      description: 'Yourself unless told; only an admin may name somebody else.',
    })
    .input(inProject.extend({ id: id.optional() }))
    .output(personQuality),
  workTime: route('admin')
    .route({
      method: 'GET',
      path: '/projects/{project}/insight/work-time',
      tags,
      summary: 'What each person did in each period',
    })
    .input(inProject.extend(workTimeChoice.shape))
    .output(z.array(workTimeRow)),
  cost: route('admin')
    .route({
      method: 'GET',
      path: '/projects/{project}/insight/cost',
      tags,
      summary: 'What expansion used, by engine',
    })
    .input(inProject)
    .output(z.array(engineCost)),
}
