import type { RegionMasks } from '@/lib/engines/editor/editor'
import { encodeMaskPng } from '@/lib/imaging/codec'
import { createMask } from '@/lib/imaging/raster'
import { findRegion } from '@/lib/pipeline/regions'
import { db, type Prisma } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { storage } from '@/lib/platform/storage/blobs'

type Region = Prisma.RegionGetPayload<Record<never, never>>

/** Grey PNGs of the frame's size. */
export type EncodedMasks = Readonly<Record<keyof RegionMasks, Uint8Array>>

export interface TaskRegion {
  /** Null where the region is the whole image. */
  readonly regionId: string | null
  readonly masks: EncodedMasks
}

interface RegionTask {
  readonly projectId: string
  readonly imageId: string
  readonly frame: { readonly id: string; readonly size: number }
  readonly region: Region | null
  readonly editObject: string | null
  /** Whether this worker may look for an object by its name. */
  readonly canFind: boolean
}

const refuse = (message: string, fix: string) => new ExemplarError('refused', message, { fix })

/** UltraEdit's way to say that an edit concerns the whole image, which gets a full mask and no judgement of its area. */
const isWholeImage = (editObject: string | null) => editObject?.includes('NONE') ?? false

const wholeImage = async (size: number): Promise<TaskRegion> => {
  const full = await encodeMaskPng(createMask(size, size, 255))
  return { regionId: null, masks: { fine: full, contour: full, box: full, soft: full } }
}

const readMasks = async (region: Region): Promise<EncodedMasks> => {
  const { fineSha, contourSha, boxSha, softSha, status, label, reason } = region
  if (status !== 'ready' || !fineSha || !contourSha || !boxSha || !softSha)
    throw refuse(`The region “${label}” is ${status}.`, reason ?? 'Draw it again.')
  const [fine, contour, box, soft] = await Promise.all(
    [fineSha, contourSha, boxSha, softSha].map(storage().read),
  )
  if (!fine || !contour || !box || !soft) throw new Error('a mask was not read')
  return { fine, contour, box, soft }
}

/** The region that a task edits: the record's own, the whole image, or its object as the detector finds it. */
export const regionOfTask = async (
  { projectId, imageId, frame, region, editObject, canFind }: RegionTask,
  signal: AbortSignal,
): Promise<TaskRegion> => {
  if (region) return { regionId: region.id, masks: await readMasks(region) }
  if (isWholeImage(editObject)) return wholeImage(frame.size)
  if (!editObject || !canFind) throw refuse('The record names no region.', 'Draw one, or run it free-form.')
  const found = await findRegion({ projectId, imageId, frameId: frame.id, label: editObject }, signal)
  return { regionId: found.id, masks: await readMasks(found) }
}

/** The region of a task's record or of the candidate that it mends, if one was drawn. */
export const drawnRegion = async (mode: 'free_form' | 'region', regionId: string | null) =>
  mode === 'region' && regionId ? db().region.findUnique({ where: { id: regionId } }) : null
