export { margin, wilson } from '@/lib/pipeline/review/client'
export type {
  EngineCost,
  PersonQuality,
  PersonWork,
  QualityView,
  ScoreSpread,
  TypeYield,
  WorkTimeRow,
  YieldView,
} from './schema'
