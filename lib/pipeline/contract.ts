import { catalogContract } from './catalog/contract'
import { projectContracts } from './project/contract'
import { seedsContract } from './seeds/contract'

/** The whole API, one branch a stage. Browser-safe. */
export const contract = {
  ...projectContracts,
  catalog: catalogContract,
  seeds: seedsContract,
}
