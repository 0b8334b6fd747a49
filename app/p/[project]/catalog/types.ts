import type { Api } from '@/lib/ui/api/client'

type Answer<F extends (...args: never[]) => unknown> = Awaited<ReturnType<F>>

// What the API answers, as the browser reads it: dates are texts.
export type Image = Answer<Api['catalog']['images']['list']>['items'][number]
export type ImageDetail = Answer<Api['catalog']['images']['get']>
export type Summary = Answer<Api['catalog']['images']['summary']>
export type Import = Answer<Api['catalog']['imports']['list']>['items'][number]
export type ImportItem = Answer<Api['catalog']['imports']['items']>['items'][number]
