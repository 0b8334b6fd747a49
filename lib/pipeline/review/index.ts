export { claimItems } from './claim-items'
export { decideItem } from './decide-item'
export { settleItem } from './settle-item'
