import { catalogContract } from './catalog/contract'
import { expansionContract } from './expansion/contract'
import { generationContract } from './generation/contract'
import { insightContract } from './insight/contract'
import { projectContracts } from './project/contract'
import { regionsContract } from './regions/contract'
import { releasesContract } from './release/contract'
import { reviewContract } from './review/contract'
import { seedsContract } from './seeds/contract'

/** The whole API, one branch a stage. Browser-safe. */
export const contract = {
  ...projectContracts,
  catalog: catalogContract,
  seeds: seedsContract,
  expansion: expansionContract,
  regions: regionsContract,
  generation: generationContract,
  review: reviewContract,
  insight: insightContract,
  releases: releasesContract,
}
