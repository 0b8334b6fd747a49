import type { Api } from '@/lib/ui/api/client'

type Answer<F extends (...args: never[]) => unknown> = Awaited<ReturnType<F>>

// What the API answers, as the browser reads it: dates are texts.
export type Seed = Answer<Api['seeds']['list']>['items'][number]

export const seedStates = ['submitted', 'approved', 'returned', 'discarded'] as const

export const seedTones = {
  draft: 'waiting',
  submitted: 'running',
  approved: 'accept',
  returned: 'warn',
  discarded: 'reject',
} as const
