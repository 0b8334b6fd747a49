export {
  type ReleaseRulesInput,
  type ScoreName,
  scoreNames,
} from './schema'
