import { describe, expect, it } from 'vitest'
import { listJobs, nextJob, type Waiting } from './next-work'

const nothing: Waiting = { fixes: 0, toJudge: 0, toApprove: 0, toReview: 0, toCaption: 0, returned: 0 }
const next = (reviews: boolean, waiting: Partial<Waiting>) =>
  nextJob(listJobs('cafes', reviews, { ...nothing, ...waiting }))

describe('nextJob', () => {
  it('puts fixes that came back before everything else', () => {
    const all = { fixes: 1, toJudge: 9, toApprove: 3, toReview: 2, toCaption: 4, returned: 1 }
    expect(next(true, all)?.kind).toBe('fixes')
    expect(next(false, all)?.kind).toBe('fixes')
  })

  it('sends a reviewer to what others wait for, and a rater to judging', () => {
    const both = { toJudge: 9, toApprove: 3, toReview: 2 }
    expect(next(true, both)).toMatchObject({ kind: 'approve', href: '/p/cafes/desk?mode=approve' })
    expect(next(true, { toJudge: 9, toReview: 2 })?.kind).toBe('seeds')
    expect(next(false, both)?.kind).toBe('judge')
  })

  it('takes fixes out of what is to be judged, so that nothing is counted twice', () => {
    const judge = listJobs('cafes', false, { ...nothing, fixes: 2, toJudge: 5 }).find(
      ({ kind }) => kind === 'judge',
    )
    expect(judge?.count).toBe(3)
  })

  it('goes on with returned seeds, then captions, then a new seed', () => {
    expect(next(false, { returned: 1, toCaption: 4 })?.kind).toBe('returned')
    expect(next(false, { toCaption: 4 })?.kind).toBe('captions')
    expect(next(false, {})?.kind).toBe('write')
  })
})
