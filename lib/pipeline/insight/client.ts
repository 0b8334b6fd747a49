export type { EngineCost, PersonWork, ScoreSpread, TypeYield, YieldView } from './schema'
export { margin, wilson } from './wilson'
