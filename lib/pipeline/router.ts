import { projectApis } from './project/api'
import { seedsApi } from './seeds/api'

/** Implements `contract`; mounted once, under /api/v1. */
export const router = {
  ...projectApis,
  seeds: seedsApi,
}
