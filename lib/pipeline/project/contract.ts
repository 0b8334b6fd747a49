import { accountContract } from './account/contract'
import { auditContract } from './audit/contract'
import { jobsContract } from './jobs/contract'
import { peopleContract } from './people/contract'
import { projectsContract } from './projects/contract'

/** People and running a project: the branches that belong to no one stage of the line. */
export const projectContracts = {
  account: accountContract,
  projects: projectsContract,
  people: peopleContract,
  jobs: jobsContract,
  audit: auditContract,
}
