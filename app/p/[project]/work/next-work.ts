/** What waits for a person, as counted by the server. */
export interface Waiting {
  readonly fixes: number
  readonly toJudge: number
  readonly toApprove: number
  readonly toReview: number
  readonly toCaption: number
  readonly returned: number
}

export type WorkKind = 'fixes' | 'approve' | 'seeds' | 'judge' | 'returned' | 'captions' | 'write'

export interface Job {
  readonly kind: WorkKind
  /** Null where there is no end to it. */
  readonly count: number | null
  readonly href: string
}

/**
 * All that a person could do, the most pressing first: what came back at their own request, what others wait for (a
 * reviewer's word holds up everybody behind it), judging, and then what begins the line anew.
 */
export function listJobs(project: string, reviews: boolean, waiting: Waiting): Job[] {
  const base = `/p/${project}`
  const reviewing: Job[] = [
    { kind: 'approve', count: waiting.toApprove, href: `${base}/desk?mode=approve` },
    { kind: 'seeds', count: waiting.toReview, href: `${base}/seeds?status=submitted` },
  ]
  return [
    { kind: 'fixes', count: waiting.fixes, href: `${base}/desk` },
    ...(reviews ? reviewing : []),
    { kind: 'judge', count: Math.max(0, waiting.toJudge - waiting.fixes), href: `${base}/desk` },
    { kind: 'returned', count: waiting.returned, href: `${base}/author` },
    { kind: 'captions', count: waiting.toCaption, href: `${base}/caption` },
    { kind: 'write', count: null, href: `${base}/author` },
  ]
}

/** Where the one big button goes. Writing a seed is always possible, so there is always an answer. */
export const nextJob = (jobs: readonly Job[]): Job | undefined =>
  jobs.find(({ count }) => count === null || count > 0)
