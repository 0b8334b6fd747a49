import { implementApi, memberIn } from '@/lib/platform/api/context'
import { db } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { controlRun } from '@/lib/platform/runs/control-run'
import { retryTasks } from '@/lib/platform/runs/retry-tasks'
import { addFiles } from './add-files'
import { archiveImages } from './archive-images'
import { claimCaptions } from './claim-captions'
import { closeUpload } from './close-upload'
import { confirmCaption } from './confirm-caption'
import { catalogContract } from './contract'
import { editImage } from './edit-image'
import { findImage } from './find-image'
import { findImport } from './find-import'
import { importRuns } from './jobs'
import { listImages } from './list-images'
import { listImportItems } from './list-import-items'
import { listImports } from './list-imports'
import { moveFrame } from './move-frame'
import { releaseCaption } from './release-caption'
import { requestDrafts } from './request-drafts'
import { startImport } from './start-import'
import { summariseCatalog } from './summarise-catalog'
import { viewImageDetail } from './view-image'
import { viewImport } from './view-import'

const api = implementApi(catalogContract)
const { images, captions, imports } = api

export const catalogApi = api.router({
  images: {
    summary: images.summary.handler(({ context }) => summariseCatalog(memberIn(context))),
    list: images.list.handler(({ context, input }) => listImages(memberIn(context), input)),
    get: images.get.handler(async ({ context, input }) =>
      viewImageDetail(await findImage(db(), memberIn(context), input.id)),
    ),
    edit: images.edit.handler(({ context, input: { project: _, ...edit } }) =>
      editImage(memberIn(context), edit),
    ),
    moveFrame: images.moveFrame.handler(({ context, input: { project: _, ...frame } }) =>
      moveFrame(memberIn(context), frame),
    ),
    archive: images.archive.handler(({ context, input }) => archiveImages(memberIn(context), input)),
    draft: images.draft.handler(({ context, input }) => requestDrafts(memberIn(context), input)),
  },
  captions: {
    claim: captions.claim.handler(({ context, input }) => claimCaptions(memberIn(context), input)),
    confirm: captions.confirm.handler(({ context, input }) => confirmCaption(memberIn(context), input)),
    release: captions.release.handler(({ context, input }) => releaseCaption(memberIn(context), input)),
  },
  imports: {
    list: imports.list.handler(({ context, input }) => listImports(memberIn(context), input)),
    start: imports.start.handler(({ context, input }) => startImport(memberIn(context), input)),
    folders: imports.folders.handler(() => [...env().EXEMPLAR_IMPORT_ROOTS]),
    get: imports.get.handler(async ({ context, input }) =>
      viewImport(await findImport(db(), memberIn(context), input.id)),
    ),
    addFiles: imports.addFiles.handler(({ context, input }) => addFiles(memberIn(context), input)),
    close: imports.close.handler(({ context, input }) => closeUpload(memberIn(context), input.id)),
    items: imports.items.handler(({ context, input }) => listImportItems(memberIn(context), input)),
    retry: imports.retry.handler(({ context, input }) =>
      retryTasks(memberIn(context), importRuns, { id: input.id, taskId: input.itemId }),
    ),
    control: imports.control.handler(async ({ context, input }) => {
      const member = memberIn(context)
      await controlRun(member, importRuns, input.id, input.control)
      return viewImport(await findImport(db(), member, input.id))
    }),
  },
})
