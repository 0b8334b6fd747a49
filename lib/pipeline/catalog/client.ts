export { checkCaption } from './check-caption'
