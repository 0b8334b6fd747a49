export { claimItems } from './claim-items'
export { decideItem } from './decide-item'
export type { ItemView, Judgement } from './schema'
export { settleItem } from './settle-item'
