export { createRegion } from './create-region'
export { findRegion } from './find-region'
export { listVersions } from './list-versions'
