import { seedsContract } from './seeds/contract'

/** The whole API, one branch a stage. Browser-safe. */
export const contract = {
  seeds: seedsContract,
}
