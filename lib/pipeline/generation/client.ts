export type { CandidateView, GenerationParams, GenerationRunView, RuleVerdict } from './schema'
export { candidateView } from './schema'
