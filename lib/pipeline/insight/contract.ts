import { z } from 'zod'
import { inProject, route } from '@/lib/platform/api/base'
import { engineCost, personWork, scoreSpread, yieldView } from './schema'

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
