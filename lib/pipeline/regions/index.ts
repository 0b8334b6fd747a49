export { createRegion } from './create-region'
export { listVersions } from './list-versions'
