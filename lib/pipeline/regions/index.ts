export { createRegion, insertRegion, type NewRegion } from './create-region'
export { regionsOfImage } from './list-regions'
export { type RegionInput, regionInput } from './schema'
