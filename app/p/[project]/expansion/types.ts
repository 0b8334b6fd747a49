import type { Api } from '@/lib/ui/api/client'

type Answer<F extends (...args: never[]) => unknown> = Awaited<ReturnType<F>>

// What the API answers, as the browser reads it: dates are texts.
export type Run = Answer<Api['expansion']['list']>['items'][number]
export type Kind = Run['kind']
export type Order = Parameters<Api['expansion']['start']>[0]['order']
export type Preview = Answer<Api['expansion']['preview']>
export type Engine = Answer<Api['expansion']['engines']>[number]
export type PoolItem = Answer<Api['expansion']['pool']>['items'][number]
export type RecordItem = Answer<Api['expansion']['records']>['items'][number]
export type RecordDetail = Answer<Api['expansion']['record']>
