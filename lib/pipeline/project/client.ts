export type { DemoAccount } from './people/demo-accounts'
export type { InvitedView } from './people/schema'
export type { EditTypeView, LineCounts } from './projects/schema'
export { type RatingScale, skipPolicies } from './settings'
