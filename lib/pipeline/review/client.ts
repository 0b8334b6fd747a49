export { margin, wilson } from './quality/wilson'
export type { StandingView } from './schema'
