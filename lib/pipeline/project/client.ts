export type { DemoAccount } from './people/demo-accounts'
export type { InvitedView } from './people/schema'
export type { EditTypeView, LineCounts } from './projects/schema'
