export { margin, wilson } from '@/lib/pipeline/review/client'
export type {
  EngineCost,
  PersonWork,
  QualityView,
  ScoreSpread,
  TypeYield,
  YieldView,
} from './schema'
