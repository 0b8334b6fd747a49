import { accountApi } from './account/api'
import { auditApi } from './audit/api'
import { jobsApi } from './jobs/api'
import { peopleApi } from './people/api'
import { projectsApi } from './projects/api'

/** Implements `projectContracts`. */
export const projectApis = {
  account: accountApi,
  projects: projectsApi,
  people: peopleApi,
  jobs: jobsApi,
  audit: auditApi,
}
