import type { PreviewRequest } from '@/lib/engines/language/language'
import { getSettings } from '@/lib/pipeline/project'
import { blobPath } from '@/lib/platform/api/context'
import { type ProjectActor, requireRole } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { chosenImages } from './choose-images'
import { labelledRegions } from './labelled-regions'
import { languageEngineOf } from './language-engines'
import { viewEngine } from './list-runs'
import { contextOf, loadMaterial, seedOfTask } from './material'
import type { ExpansionOrder, ExpansionPreview } from './schema'
import { countTasks, typesOf } from './start-run'

interface PreviewedImage {
  id: string
  name: string
  thumbSha: string
  caption: string
}

/** The image asked for, else the first that the run would take. */
const findImage = async (
  projectId: string,
  order: Extract<ExpansionOrder, { kind: 'records' }>,
  imageId: string | undefined,
): Promise<PreviewedImage | null> => {
  const { image } = await getSettings(projectId)
  const choice = imageId ? { imageIds: [imageId], onlyNew: false } : { ...order.images, limit: 1 }
  const [found] = await db().$queryRaw<PreviewedImage[]>`
    SELECT image.id, image.name, image."thumbSha", image.caption
    FROM ${chosenImages(projectId, choice, image.captionMaxWords)}`
  if (!found && imageId) throw notFound('captioned image')
  return found ?? null
}

/**
 * The exact first request of a run, and what all of it would cost by that request. It shows the material as it is
 * now; a run takes it as it is when it starts.
 */
export const previewRun = async (
  actor: ProjectActor,
  { order, seed, imageId }: { order: ExpansionOrder; seed: number; imageId?: string | undefined },
): Promise<ExpansionPreview> => {
  requireRole(actor, 'admin')
  const { projectId } = actor
  const engine = await languageEngineOf(order.engine)
  const types = await typesOf(db(), projectId, order)
  const editTypes = types.map(({ key, label, definition }) => ({ key, meaning: definition || label }))
  const material = await loadMaterial(projectId, new Date())
  const taskSeed = seedOfTask(seed, 1)
  const context = contextOf(
    material,
    types.map((type) => type.key),
    taskSeed,
  )
  const tasks = await countTasks(projectId, order)
  const image = order.kind === 'records' ? await findImage(projectId, order, imageId) : null
  const shared = { editTypes, seed: taskSeed, exemplars: context.exemplars }
  const request: PreviewRequest =
    order.kind === 'instructions'
      ? { verb: 'expand-instructions', ...shared, count: Math.min(order.batch, order.count) }
      : {
          verb: 'write-records',
          ...shared,
          pool: context.pool,
          count: order.perImage,
          image: {
            caption: image?.caption ?? '',
            regions: image ? await labelledRegions(db(), image.id) : [],
          },
        }
  const { identity, messages, description, estimate } = engine.preview(request)
  const share = order.kind === 'instructions' ? order.count / request.count : tasks
  return {
    engine: viewEngine(identity),
    description,
    messages: [...messages],
    image: image && {
      id: image.id,
      name: image.name,
      thumbUrl: blobPath(projectId, image.thumbSha),
      caption: image.caption,
    },
    exemplars: material.exemplars.length,
    pool: material.pool.length,
    tasks,
    estimate: {
      calls: Math.ceil(estimate.calls * share),
      promptTokens: Math.round(estimate.promptTokens * share),
      completionTokens: Math.round(estimate.completionTokens * share),
      costMicros: Math.round(estimate.costMicros * share),
    },
  }
}
