import { z } from 'zod'
import { blobUrl, id, inProject, pageOf, paging, route } from '@/lib/platform/api/base'
import { foundMask, maskVersions, paintedMask, regionHint, regionInput, regionView } from './schema'

const tags = ['regions']
const ofImage = inProject.extend({ imageId: id })

export const regionsContract = {
  ofImage: route('rater')
    .route({
      method: 'GET',
      path: '/projects/{project}/images/{imageId}/regions',
      tags,
      summary: 'List the labelled regions of an image',
    })
    .input(ofImage)
    .output(z.array(regionView)),
  create: route('rater')
    .route({
      method: 'POST',
      path: '/projects/{project}/images/{imageId}/regions',
      tags,
      summary: 'Draw a region',
      description:
        'Masks are made by the worker; the answer is pending, and `regions` is announced when it is ready.',
    })
    .input(
      ofImage.extend({
        frameId: id,
        label: z.string().trim().min(1, 'Name the object.').max(100),
        labelled: z.boolean().default(false).describe('Offer it to writers and to expansion.'),
        parentId: id.optional().describe('The region that this one corrects.'),
        input: regionInput,
      }),
    )
    .output(regionView),
  find: route('rater')
    .route({
      method: 'POST',
      path: '/projects/{project}/frames/{frameId}/find',
      tags,
      summary: 'Find what a click, a box or a scribble points at',
      description: 'Waits for a worker’s model, which goes before all batch work. Nothing is kept of it.',
    })
    .input(inProject.extend({ frameId: id, prompt: regionHint }))
    .output(foundMask),
  warm: route('rater')
    .route({
      method: 'POST',
      path: '/projects/{project}/frames/{frameId}/warm',
      tags,
      summary: 'Let a model look at a frame before somebody points at it',
    })
    .input(inProject.extend({ frameId: id }))
    .output(z.object({ finder: z.enum(['model', 'browser']) })),
  list: route('reviewer')
    .route({ method: 'GET', path: '/projects/{project}/regions', tags, summary: 'List regions' })
    .input(
      inProject.extend({
        ...paging,
        status: z.enum(['pending', 'ready', 'refused']).optional(),
        label: z.string().max(100).optional(),
        labelled: z.boolean().optional(),
      }),
    )
    .output(
      pageOf(
        regionView.extend({
          image: z.object({ id, name: z.string(), thumbUrl: blobUrl }),
          frameUrl: blobUrl.nullable(),
        }),
      ),
    ),
  get: route('rater')
    .route({ method: 'GET', path: '/projects/{project}/regions/{id}', tags, summary: 'Get one region' })
    .input(inProject.extend({ id }))
    .output(regionView.extend({ frameUrl: blobUrl.nullable() })),
  label: route('rater')
    .route({
      method: 'PATCH',
      path: '/projects/{project}/regions/{id}',
      tags,
      summary: 'Offer a region to writers, or stop offering it',
    })
    .input(inProject.extend({ id, labelled: z.boolean() }))
    .output(regionView),
  versions: route('rater')
    .route({
      method: 'GET',
      path: '/projects/{project}/regions/{id}/versions',
      tags,
      summary: 'List the masks that a region has had',
    })
    .input(inProject.extend({ id }))
    .output(maskVersions),
  saveMask: route('rater')
    .route({
      method: 'POST',
      path: '/projects/{project}/regions/{id}/versions',
      tags,
      summary: 'Save a mask over a region',
      description:
        'Makes a new version whose parent is the one in the path; nothing is overwritten. Answers 409 with the newer version when somebody saved one meanwhile, unless `beside` is set.',
    })
    .input(
      inProject.extend({
        id,
        rle: paintedMask.shape.rle,
        engines: paintedMask.shape.engines,
        seenId: id.describe('The `latestId` that the drawing began with.'),
        beside: z.boolean().default(false).describe('Keep both: the newer version is known.'),
      }),
    )
    .output(regionView),
}
