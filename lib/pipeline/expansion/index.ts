export { nextIdx } from './next-idx'
export { type RecordChanges, reviseRecord } from './revise-record'
