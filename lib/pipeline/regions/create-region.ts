import { getSettings, installedEngines } from '@/lib/pipeline/project'
import { audit } from '@/lib/platform/audit'
import type { ProjectActor } from '@/lib/platform/auth/actor'
import { type Prisma, type Tx, transaction } from '@/lib/platform/db'
import { ExemplarError, notFound } from '@/lib/platform/errors'
import { enqueue } from '@/lib/platform/queue/enqueue'
import { segmentJobOf, takesModel } from './jobs'
import { refuseMask } from './refuse-mask'
import type { RegionInput, RegionView } from './schema'
import { viewRegion } from './view-region'

export interface NewRegion {
  readonly imageId: string
  readonly frameId: string
  readonly label: string
  readonly labelled: boolean
  readonly parentId?: string | undefined
  readonly input: RegionInput
}

const origins = {
  box: 'box',
  polygon: 'polygon',
  scribble: 'scribble',
  points: 'points',
  label: 'engine',
  mask: 'brush',
} as const

const requireInFrame = (input: RegionInput, size: number) => {
  const refuse = (message: string, fix: string) => {
    throw new ExemplarError('bad-input', message, { field: 'input', fix })
  }
  if (input.kind === 'label') return // it lies where the detector finds it
  if (input.kind === 'mask') {
    refuseMask(input, size)
    return
  }
  const points = {
    box: () =>
      input.kind === 'box'
        ? [input.box, { x: input.box.x + input.box.width - 1, y: input.box.y + input.box.height - 1 }]
        : [],
    points: () => (input.kind === 'points' ? input.points : []),
    polygon: () => (input.kind === 'polygon' ? input.rings.flat() : []),
    scribble: () =>
      input.kind === 'scribble' ? input.strokes.filter((s) => s.mode === 'add').flatMap((s) => s.points) : [],
  }[input.kind]()
  if (!points.some(({ x, y }) => x >= 0 && y >= 0 && x < size && y < size))
    refuse('The region lies outside of the frame.', 'Draw it inside the picture.')
}

/** Refused at once, rather than left to wait for a worker that may never come. */
const requireModel = async (input: RegionInput): Promise<void> => {
  if ((await installedEngines()).segmenter) return
  throw new ExemplarError('unavailable', 'No running worker has a segmentation model.', {
    field: 'input',
    fix: input.kind === 'label' ? 'Draw the region by hand.' : 'Draw a box or a scribble instead.',
  })
}

/** Adds a region in a transaction of its caller's, and asks the worker for its masks before any batch work. */
export const insertRegion = async (tx: Tx, actor: ProjectActor, region: NewRegion): Promise<RegionView> => {
  const { imageId, frameId, parentId, input } = region
  const { projectId } = actor
  const frame = await tx.frame.findFirst({ where: { id: frameId, projectId, sourceImageId: imageId } })
  if (!frame) throw notFound('frame of this image')
  requireInFrame(input, frame.size)
  if (parentId && !(await tx.region.count({ where: { id: parentId, projectId, sourceImageId: imageId } })))
    throw new ExemplarError('bad-input', 'The region to correct is not of this image.', { field: 'parentId' })
  const row = await tx.region.create({
    data: {
      projectId,
      sourceImageId: imageId,
      frameId,
      parentId: parentId ?? null,
      label: region.label,
      labelled: region.labelled,
      origin: origins[input.kind],
      input: input as Prisma.InputJsonValue,
      attempt: 1,
      createdById: actor.userId,
    },
  })
  const { region: rules } = await getSettings(projectId, tx)
  if (takesModel(input, rules.segmenter)) await requireModel(input)
  await enqueue(
    tx,
    segmentJobOf(input, rules.segmenter),
    [{ rowId: row.id, attempt: 1, payload: { regionId: row.id, attempt: 1 } }],
    {
      priority: 1,
      projectId,
    },
  )
  await audit(tx, actor, {
    action: 'region.drawn',
    objectType: 'region',
    objectId: row.id,
    detail: { imageId, label: region.label, origin: row.origin },
  })
  return viewRegion(row)
}

export const createRegion = (actor: ProjectActor, region: NewRegion): Promise<RegionView> =>
  transaction((tx) => insertRegion(tx, actor, region))
