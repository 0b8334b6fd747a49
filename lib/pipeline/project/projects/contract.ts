import { z } from 'zod'
import { id, inProject, pageOf, paging, route } from '@/lib/platform/api/base'
import {
  editTypeChange,
  editTypeView,
  lineCounts,
  newEditType,
  projectChange,
  projectName,
  projectRow,
  projectView,
  slug,
} from './schema'

const tags = ['projects']

export const projectsContract = {
  list: route('user')
    .route({
      method: 'GET',
      path: '/projects',
      tags,
      summary: 'List projects',
      description: 'Those that you belong to; all for the admins of the installation.',
    })
    .input(z.object({ ...paging, archived: z.boolean().default(false) }))
    .output(pageOf(projectRow)),
  create: route('site-admin')
    .route({ method: 'POST', path: '/projects', tags, summary: 'Create a project' })
    .input(
      z.object({ name: projectName, slug: slug.optional().describe('Its address; made from the name.') }),
    )
    .output(projectView),
  get: route('rater')
    .route({ method: 'GET', path: '/projects/{project}', tags, summary: 'Get a project' })
    .input(inProject)
    .output(projectView),
  update: route('admin')
    .route({
      method: 'PATCH',
      path: '/projects/{project}',
      tags,
      summary: 'Change name, guidelines or settings',
    })
    .input(inProject.extend(projectChange.shape))
    .output(projectView),
  archive: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/archive',
      tags,
      summary: 'Archive a project or bring it back',
      description: 'An archived project leaves the lists; nothing of it is deleted.',
    })
    .input(inProject.extend({ archived: z.boolean() }))
    .output(z.object({ id, archivedAt: z.date().nullable() })),
  createEditType: route('admin')
    .route({ method: 'POST', path: '/projects/{project}/edit-types', tags, summary: 'Add an edit type' })
    .input(inProject.extend(newEditType.shape))
    .output(editTypeView),
  updateEditType: route('admin')
    .route({
      method: 'PATCH',
      path: '/projects/{project}/edit-types/{id}',
      tags,
      summary: 'Change or archive an edit type',
      description: 'Rows that were made with an archived type keep it.',
    })
    .input(inProject.extend({ id, ...editTypeChange.shape }))
    .output(editTypeView),
  orderEditTypes: route('admin')
    .route({
      method: 'PUT',
      path: '/projects/{project}/edit-types/order',
      tags,
      summary: 'Put the edit types in order',
    })
    .input(inProject.extend({ ids: z.array(id).min(1).max(100).describe('All that are not archived.') }))
    .output(z.array(editTypeView)),
  counts: route('rater')
    .route({
      method: 'GET',
      path: '/projects/{project}/counts',
      tags,
      summary: 'What waits at each stage of the line',
    })
    .input(inProject)
    .output(lineCounts),
}
