export type {
  DroppedCounts,
  EngineView,
  ExpansionOrder,
  ExpansionPreview,
  ExpansionRunView,
  ExpansionTaskView,
  PoolView,
  RecordDetail,
  RecordView,
} from './schema'
