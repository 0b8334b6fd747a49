export type { EngineCost, PersonWork, ScoreSpread, TypeYield, YieldView } from './schema'
export { margin, type Share, wilson } from './wilson'
