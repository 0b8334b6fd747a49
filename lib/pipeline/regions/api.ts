import { implementApi, memberIn } from '@/lib/platform/api/context'
import { regionsContract } from './contract'
import { createRegion } from './create-region'
import { findHint, warmFrame } from './find-hint'
import { labelRegion } from './label-region'
import { getRegion, listRegions, regionsOfImage } from './list-regions'
import { listVersions } from './list-versions'
import { saveMask } from './save-mask'

const api = implementApi(regionsContract)

export const regionsApi = api.router({
  ofImage: api.ofImage.handler(({ context, input }) => regionsOfImage(memberIn(context), input.imageId)),
  create: api.create.handler(({ context, input }) => createRegion(memberIn(context), input)),
  find: api.find.handler(({ context, input }) => findHint(memberIn(context), input)),
  warm: api.warm.handler(({ context, input }) => warmFrame(memberIn(context), input)),
  list: api.list.handler(({ context, input }) => listRegions(memberIn(context), input)),
  get: api.get.handler(({ context, input }) => getRegion(memberIn(context), input.id)),
  label: api.label.handler(({ context, input }) => labelRegion(memberIn(context), input.id, input.labelled)),
  versions: api.versions.handler(({ context, input }) => listVersions(memberIn(context), input.id)),
  saveMask: api.saveMask.handler(({ context, input }) => saveMask(memberIn(context), input)),
})
