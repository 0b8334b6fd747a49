import { implementApi, memberIn } from '@/lib/platform/api/context'
import { releasesContract } from './contract'
import { createRelease } from './create-release'
import { discardRelease } from './discard-release'
import { cancelExport, retryExport } from './exports/control-export'
import { getExport, listExports } from './exports/list-exports'
import { startExport } from './exports/start-export'
import { getRelease, listReleases } from './list-releases'
import { previewRelease } from './preview-release'
import { renderReleaseCard } from './render-release-card'
import { retrySealing } from './retry-sealing'
import { saveNotes } from './save-notes'
import { suggestVersion } from './suggest-version'

const api = implementApi(releasesContract)

export const releasesApi = api.router({
  preview: api.preview.handler(({ context, input }) => previewRelease(memberIn(context), input.rules)),
  nextVersion: api.nextVersion.handler(async ({ context }) => ({
    version: await suggestVersion(memberIn(context)),
  })),
  list: api.list.handler(({ context, input }) => listReleases(memberIn(context), input)),
  create: api.create.handler(async ({ context, input: { project: _, ...release } }) =>
    getRelease(memberIn(context), await createRelease(memberIn(context), release)),
  ),
  get: api.get.handler(({ context, input }) => getRelease(memberIn(context), input.id)),
  note: api.note.handler(async ({ context, input }) => {
    await saveNotes(memberIn(context), input.id, input.notes)
    return getRelease(memberIn(context), input.id)
  }),
  discard: api.discard.handler(({ context, input }) => discardRelease(memberIn(context), input.id)),
  retry: api.retry.handler(async ({ context, input }) => {
    await retrySealing(memberIn(context), input.id)
    return getRelease(memberIn(context), input.id)
  }),
  card: api.card.handler(({ context, input }) => renderReleaseCard(memberIn(context), input.id)),
  exports: api.exports.handler(({ context, input }) => listExports(memberIn(context), input.id)),
  startExport: api.startExport.handler(async ({ context, input }) =>
    getExport(memberIn(context), await startExport(memberIn(context), input.id, input.format)),
  ),
  getExport: api.getExport.handler(({ context, input }) => getExport(memberIn(context), input.id)),
  cancelExport: api.cancelExport.handler(async ({ context, input }) => {
    await cancelExport(memberIn(context), input.id)
    return getExport(memberIn(context), input.id)
  }),
  retryExport: api.retryExport.handler(async ({ context, input }) => {
    await retryExport(memberIn(context), input.id)
    return getExport(memberIn(context), input.id)
  }),
})
