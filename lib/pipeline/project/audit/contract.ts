import { z } from 'zod'
import { inProject, pageOf, paging, route } from '@/lib/platform/api/base'
import { auditFilter, auditView } from './schema'

const tags = ['audit']

export const auditContract = {
  list: route('admin')
    .route({
      method: 'GET',
      path: '/projects/{project}/audit',
      tags,
      summary: 'Who did what in the project',
    })
    .input(inProject.extend({ ...paging, ...auditFilter.shape }))
    .output(pageOf(auditView)),
  listSite: route('site-admin')
    .route({
      method: 'GET',
      path: '/audit',
      tags,
      summary: 'Who did what outside of projects: accounts and tokens',
    })
    .input(z.object({ ...paging, ...auditFilter.shape }))
    .output(pageOf(auditView)),
}
