import { catalogApi } from './catalog/api'
import { expansionApi } from './expansion/api'
import { generationApi } from './generation/api'
import { insightApi } from './insight/api'
import { projectApis } from './project/api'
import { regionsApi } from './regions/api'
import { releasesApi } from './release/api'
import { reviewApi } from './review/api'
import { seedsApi } from './seeds/api'

/** Implements `contract`; mounted once, under /api/v1. */
export const router = {
  ...projectApis,
  catalog: catalogApi,
  seeds: seedsApi,
  expansion: expansionApi,
  regions: regionsApi,
  generation: generationApi,
  review: reviewApi,
  insight: insightApi,
  releases: releasesApi,
}
