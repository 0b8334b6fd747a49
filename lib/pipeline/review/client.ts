export { margin, wilson } from './quality/wilson'
export type { GoldView, ItemView, RaterView, StandingView } from './schema'
