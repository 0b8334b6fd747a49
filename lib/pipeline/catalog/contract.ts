import { z } from 'zod'
import { id, inProject, pageOf, paging, route } from '@/lib/platform/api/base'
import {
  captionStatus,
  captionTask,
  catalogSummary,
  frameGeometry,
  imageDetail,
  imageView,
  importItemView,
  importView,
  newImport,
  uploadFile,
} from './schema'

const one = inProject.extend({ id })
const version = z.number().int().min(1)
const caption = z.string().max(4_000)
const tags = ['catalog']
const images = '/projects/{project}/images' as const
const imports = '/projects/{project}/imports' as const
const captions = '/projects/{project}/captions' as const

const imageRoutes = {
  summary: route('rater')
    .route({
      method: 'GET',
      path: '/projects/{project}/catalog',
      tags,
      summary: 'What the catalog holds, in figures',
    })
    .input(inProject)
    .output(catalogSummary),
  list: route('rater')
    .route({ method: 'GET', path: images, tags, summary: 'List source images' })
    .input(
      inProject.extend({
        ...paging,
        captionStatus: captionStatus.optional(),
        nearDuplicates: z.boolean().optional(),
        licence: z.string().max(500).optional().describe('`none` for images whose licence is not known.'),
        turn: z.number().int().min(1).optional(),
        importId: id.optional(),
        text: z.string().max(200).optional().describe('Found in the caption or the name.'),
        archived: z.boolean().optional(),
      }),
    )
    .output(pageOf(imageView)),
  get: route('rater')
    .route({ method: 'GET', path: `${images}/{id}`, tags, summary: 'Get one source image' })
    .input(one)
    .output(imageDetail),
  edit: route('reviewer')
    .route({
      method: 'PATCH',
      path: `${images}/{id}`,
      tags,
      summary: 'Change a caption, name, licence or attribution',
    })
    .input(
      one.extend({
        version,
        caption: caption.optional(),
        name: z.string().trim().min(1).max(300).optional(),
        licence: z.string().max(500).nullable().optional(),
        attribution: z.string().max(2_000).nullable().optional(),
      }),
    )
    .output(imageDetail),
  moveFrame: route('reviewer')
    .route({
      method: 'PUT',
      path: `${images}/{id}/frame`,
      tags,
      summary: 'Move the frame',
      description: 'Refused with 422 and the regions’ names when a labelled region would be cut off.',
    })
    .input(one.extend({ version }).extend(frameGeometry.omit({ size: true }).shape))
    .output(imageDetail),
  archive: route('reviewer')
    .route({ method: 'POST', path: `${images}/archive`, tags, summary: 'Archive or restore images' })
    .input(inProject.extend({ ids: z.array(id).min(1).max(1_000), archived: z.boolean() }))
    .output(z.object({ changed: z.number().int() })),
  draft: route('reviewer')
    .route({
      method: 'POST',
      path: `${images}/draft-captions`,
      tags,
      summary: 'Let the vision model draft captions',
    })
    .input(inProject.extend({ ids: z.array(id).min(1).max(1_000) }))
    .output(z.object({ requested: z.number().int() })),
}

const captionRoutes = {
  claim: route('rater')
    .route({
      method: 'POST',
      path: `${captions}/claim`,
      tags,
      summary: 'Get the next images that wait for a caption',
    })
    .input(
      inProject.extend({
        limit: z.number().int().min(1).max(5).default(2),
        except: z.array(id).max(200).default([]).describe('Images that were passed over.'),
      }),
    )
    .output(z.array(captionTask)),
  confirm: route('rater')
    .route({
      method: 'PUT',
      path: `${captions}/{id}`,
      tags,
      summary: 'Write or confirm the caption of a claimed image',
    })
    .input(one.extend({ caption, leaseToken: z.number().int() }))
    .output(imageView),
  release: route('rater')
    .route({ method: 'POST', path: `${captions}/{id}/release`, tags, summary: 'Give a claimed image back' })
    .input(one.extend({ leaseToken: z.number().int() }))
    .output(z.object({ id })),
}

const importRoutes = {
  list: route('reviewer')
    .route({ method: 'GET', path: imports, tags, summary: 'List imports' })
    .input(inProject.extend({ ...paging, open: z.boolean().optional() }))
    .output(pageOf(importView)),
  start: route('admin')
    .route({
      method: 'POST',
      path: imports,
      tags,
      summary: 'Start an import',
      description:
        'An upload then gets its files: announce them at `/files`, then PUT each one’s bytes to `/files/{position}`. A manifest is PUT to `/manifest`.',
    })
    .input(inProject.extend(newImport.shape))
    .output(importView),
  folders: route('admin')
    .route({
      method: 'GET',
      path: `${imports}/folders`,
      tags,
      summary: 'List the folders on the server that may be imported',
    })
    .input(inProject)
    .output(z.array(z.string())),
  get: route('reviewer')
    .route({ method: 'GET', path: `${imports}/{id}`, tags, summary: 'Get one import' })
    .input(one)
    .output(importView),
  addFiles: route('admin')
    .route({ method: 'POST', path: `${imports}/{id}/files`, tags, summary: 'Announce files of an upload' })
    .input(one.extend({ files: z.array(uploadFile).min(1).max(1_000) }))
    .output(z.array(z.object({ name: z.string(), position: z.number().int(), received: z.boolean() }))),
  close: route('admin')
    .route({
      method: 'POST',
      path: `${imports}/{id}/close`,
      tags,
      summary: 'Stop waiting for files that did not arrive',
    })
    .input(one)
    .output(importView),
  items: route('reviewer')
    .route({ method: 'GET', path: `${imports}/{id}/items`, tags, summary: 'List the rows of an import' })
    .input(
      one.extend({
        filter: z.enum(['failed', 'duplicates', 'awaited', 'done']).optional(),
        after: z.number().int().optional().describe('The `next` of the page before.'),
        limit: paging.limit,
      }),
    )
    .output(z.object({ items: z.array(importItemView), next: z.number().int().nullable() })),
  retry: route('admin')
    .route({
      method: 'POST',
      path: `${imports}/{id}/retry`,
      tags,
      summary: 'Try failed rows again, one or all',
    })
    .input(one.extend({ itemId: id.optional() }))
    .output(z.object({ retried: z.number().int() })),
  control: route('admin')
    .route({
      method: 'POST',
      path: `${imports}/{id}/control`,
      tags,
      summary: 'Pause, resume or cancel an import',
    })
    .input(one.extend({ control: z.enum(['pause', 'resume', 'cancel']) }))
    .output(importView),
}

export const catalogContract = { images: imageRoutes, captions: captionRoutes, imports: importRoutes }
