export { createRegion } from './create-region'
export { findRegion } from './find-region'
