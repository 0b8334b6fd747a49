import type { Api } from '@/lib/ui/api/client'

/** A person's judgement as the API sends it: dates are text. */
export type Person = Awaited<ReturnType<Api['insight']['person']>>

export type Rater = Awaited<ReturnType<Api['review']['raters']>>['items'][number]
