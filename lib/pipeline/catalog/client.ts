export { type CaptionFinding, checkCaption } from './check-caption'
export type {
  CaptionStatus,
  CaptionTask,
  CatalogSummary,
  FrameGeometry,
  ImageDetail,
  ImageView,
  ImportItemView,
  ImportKind,
  ImportView,
} from './schema'
