import type { Api } from '@/lib/ui/api/client'

export type Region = Awaited<ReturnType<Api['regions']['list']>>['items'][number]
export type RegionInput = Parameters<Api['regions']['create']>[0]['input']

export const regionStates = ['pending', 'ready', 'refused'] as const
export const regionTones = { pending: 'running', ready: 'ok', refused: 'reject' } as const
