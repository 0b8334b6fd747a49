export {
  type ExportView,
  exclusions,
  type ReleasePreview,
  type ReleaseRulesInput,
  type ReleaseView,
  type ScoreName,
  scoreNames,
} from './schema'
