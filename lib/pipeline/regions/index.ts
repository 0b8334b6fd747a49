export { createRegion } from './create-region'
