export type { DecisionView, FixInput, ItemView, Judgement } from './schema'
