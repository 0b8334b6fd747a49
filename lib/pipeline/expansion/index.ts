export { expansionRuns } from './jobs'

export { getRun } from './list-runs'

export { recordsFromSeeds } from './records-from-seeds'
export { type RecordChanges, reviseRecord } from './revise-record'
export { type ExpansionRunView, expansionOrder } from './schema'
export { startRun } from './start-run'
