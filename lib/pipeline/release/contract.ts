import { z } from 'zod'
import { id, inProject, pageOf, paging, route } from '@/lib/platform/api/base'
import { exportFormat, exportView, newRelease, releasePreview, releaseRules, releaseView } from './schema'

const tags = ['releases']
const releaseIn = inProject.extend({ id })

export const releasesContract = {
  preview: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/releases/preview',
      tags,
      summary: 'Count what rules would take',
      description: 'By type, configuration, licence, turn and split, and what is left out with the reason.',
    })
    .input(inProject.extend({ rules: releaseRules.prefault({}) }))
    .output(releasePreview),
  nextVersion: route('reviewer')
    .route({
      method: 'GET',
      path: '/projects/{project}/releases/next-version',
      tags,
      summary: 'Suggest the next version',
    })
    .input(inProject)
    .output(z.object({ version: z.string() })),
  list: route('reviewer')
    .route({ method: 'GET', path: '/projects/{project}/releases', tags, summary: 'List releases' })
    .input(inProject.extend(paging))
    .output(pageOf(releaseView)),
  create: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/releases',
      tags,
      summary: 'Seal a release',
      description: 'Returns at once; the release is `sealing` until its rows are frozen, then immutable.',
    })
    .input(inProject.extend(newRelease.shape))
    .output(releaseView),
  get: route('reviewer')
    .route({ method: 'GET', path: '/projects/{project}/releases/{id}', tags, summary: 'Get one release' })
    .input(releaseIn)
    .output(releaseView),
  note: route('admin')
    .route({
      method: 'PATCH',
      path: '/projects/{project}/releases/{id}',
      tags,
      summary: 'Change a release’s notes',
      description: 'The notes stand in no file. Nothing else of a release can be changed.',
    })
    .input(releaseIn.extend({ notes: z.string().max(10_000) }))
    .output(releaseView),
  discard: route('admin')
    .route({
      method: 'DELETE',
      path: '/projects/{project}/releases/{id}',
      tags,
      summary: 'Give up a release that is not sealed',
    })
    .input(releaseIn)
    .output(z.object({ id })),
  retry: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/releases/{id}/retry',
      tags,
      summary: 'Go on with a sealing that failed',
    })
    .input(releaseIn)
    .output(releaseView),
  card: route('reviewer')
    .route({
      method: 'GET',
      path: '/projects/{project}/releases/{id}/card',
      tags,
      summary: 'Read the dataset card',
    })
    .input(releaseIn)
    .output(z.object({ markdown: z.string() })),
  exports: route('reviewer')
    .route({
      method: 'GET',
      path: '/projects/{project}/releases/{id}/exports',
      tags,
      summary: 'List a release’s exports with their files',
    })
    .input(releaseIn)
    .output(z.array(exportView)),
  startExport: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/releases/{id}/exports',
      tags,
      summary: 'Have a release written in a format',
      description: 'One export a format: asking again returns it, or goes on with it.',
    })
    .input(releaseIn.extend({ format: exportFormat }))
    .output(exportView),
  getExport: route('reviewer')
    .route({ method: 'GET', path: '/projects/{project}/exports/{id}', tags, summary: 'Get one export' })
    .input(releaseIn)
    .output(exportView),
  cancelExport: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/exports/{id}/cancel',
      tags,
      summary: 'Stop an export',
      description: 'Whole files stay, so that it can go on later.',
    })
    .input(releaseIn)
    .output(exportView),
  retryExport: route('admin')
    .route({
      method: 'POST',
      path: '/projects/{project}/exports/{id}/retry',
      tags,
      summary: 'Go on with an export, or check and restore its files',
    })
    .input(releaseIn)
    .output(exportView),
}
