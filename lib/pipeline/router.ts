import { catalogApi } from './catalog/api'
import { projectApis } from './project/api'
import { seedsApi } from './seeds/api'

/** Implements `contract`; mounted once, under /api/v1. */
export const router = {
  ...projectApis,
  catalog: catalogApi,
  seeds: seedsApi,
}
