export type { CandidateView, GenerationParams, GenerationRunView, RuleVerdict } from './schema'
