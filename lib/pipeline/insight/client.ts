export { margin, wilson } from '@/lib/pipeline/review/client'
export type { EngineCost, PersonWork, ScoreSpread, TypeYield, YieldView } from './schema'
