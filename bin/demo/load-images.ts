import path from 'node:path'
import { Readable } from 'node:stream'
import { defaultFrame, type Frame, sourceToFrame } from '@/lib/imaging/frame'
import { moveFrame, receiveManifest, startImport } from '@/lib/pipeline/catalog'
import { createRegion } from '@/lib/pipeline/regions'
import { type ProjectActor, systemActor } from '@/lib/platform/auth/actor'
import { db } from '@/lib/platform/db'
import { until } from '../with-worker'
import { type DemoContent, demoFolder } from './demo-content'

type DemoImage = DemoContent['images'][number]

/** Imports the photographs by a manifest, as any team would; those that are there already are left. */
const importImages = async (actor: ProjectActor, images: readonly DemoImage[], signal: AbortSignal) => {
  const { projectId } = actor
  const known = await db().sourceImage.findMany({ where: { projectId, turn: 1 }, select: { name: true } })
  const missing = images.filter(({ file }) => !known.some(({ name }) => name === file))
  if (missing.length === 0) return
  const importer = systemActor(projectId)
  const manifest = missing.map(({ file, caption, licence, attribution }) =>
    JSON.stringify({ image: file, name: file, caption, licence, source: attribution }),
  )
  const { id } = await startImport(importer, {
    kind: 'jsonl',
    name: 'First photographs',
    imagesFrom: { kind: 'folder', path: path.join(demoFolder, 'photos') },
  })
  await receiveManifest(importer, id, Readable.from([manifest.join('\n')]))
  await until(signal, async () => {
    const run = await db().importRun.findUniqueOrThrow({ where: { id } })
    if (run.status === 'failed' || run.failed + run.refused > 0)
      throw new Error(`the demo's photographs could not be imported: ${run.error ?? 'see the import'}`)
    return run.status === 'done' ? true : undefined
  })
}

const pictureOf = async (projectId: string, file: string) =>
  db().sourceImage.findFirstOrThrow({ where: { projectId, name: file, turn: 1 } })

/** The demo names its crops in pixels of the photograph; a frame scales first and crops then. */
const frameAt = (image: { width: number; height: number }, crop: { x: number; y: number }): Frame => {
  const frame = defaultFrame(image.width, image.height)
  const scale = frame.scaledWidth / image.width
  const within = (offset: number, most: number) => Math.min(Math.max(0, Math.round(offset * scale)), most)
  return {
    ...frame,
    left: within(crop.x, frame.scaledWidth - frame.size),
    top: within(crop.y, frame.scaledHeight - frame.size),
  }
}

const placeFrame = async (actor: ProjectActor, { file, frame: crop }: DemoImage) => {
  const image = await pictureOf(actor.projectId, file)
  if (!crop || image.version > 1) return
  const { left, top, scaledWidth, scaledHeight } = frameAt(image, crop)
  await moveFrame(actor, { id: image.id, version: image.version, left, top, scaledWidth, scaledHeight })
}

const drawRegions = async (actor: ProjectActor, { file, regions }: DemoImage) => {
  const image = await pictureOf(actor.projectId, file)
  const frame = await db().frame.findUniqueOrThrow({ where: { id: image.frameId ?? '' } })
  const drawn = await db().region.findMany({
    where: { sourceImageId: image.id, labelled: true },
    select: { label: true },
  })
  for (const { label, polygons } of regions) {
    if (drawn.some((region) => region.label === label)) continue
    const rings = polygons.map((ring) => ring.map(([x, y]) => sourceToFrame(frame, image, { x, y })))
    await createRegion(actor, {
      imageId: image.id,
      frameId: frame.id,
      label,
      labelled: true,
      input: { kind: 'polygon', rings },
    })
  }
}

/** Photographs, their frames and their labelled regions, with all pictures and masks made. */
export const loadImages = async (
  actor: ProjectActor,
  images: readonly DemoImage[],
  signal: AbortSignal,
): Promise<void> => {
  await importImages(actor, images, signal)
  for (const image of images) await placeFrame(actor, image)
  for (const image of images) await drawRegions(actor, image)
  await until(signal, async () => {
    const { projectId } = actor
    const open =
      (await db().region.count({ where: { projectId, status: 'pending' } })) +
      (await db().frame.count({ where: { projectId, sha256: null } }))
    return open === 0 ? true : undefined
  })
}
