export type { RegionInput, RegionView } from './schema'
