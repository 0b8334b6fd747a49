import { RecentlyUsed } from '@/lib/diffusion/vision/recently-used'
import type { SegmentAnswer, SegmentOrder } from '@/lib/engines/device-calls'
import { decodeRaster, encodeMaskPng } from '@/lib/imaging/codec'
import type { Raster } from '@/lib/imaging/raster'
import type { DeviceTask } from '@/lib/platform/devices/serve-device'
import { withSegmenter } from './models'

/** The segmenter knows a picture by its object and embeds it once, so clicks on the same one must find the same object. */
const pictures = new RecentlyUsed<string, Promise<Raster>>(8)

const pictureOf = ({ image, imageKey }: SegmentOrder): Promise<Raster> => {
  const known = pictures.get(imageKey) ?? decodeRaster(Buffer.from(image))
  pictures.set(imageKey, known)
  known.catch(() => pictures.delete(imageKey))
  return known
}

export const segment = async (order: SegmentOrder, task: DeviceTask<never>): Promise<SegmentAnswer> => {
  const image = await pictureOf(order)
  const { prompt, seed } = order
  const found = await withSegmenter(order.models, (segmenter) =>
    task.turn(() => segmenter.segment({ image, prompt, seed }, task.signal)),
  )
  return { mask: await encodeMaskPng(found.mask), boxes: found.boxes, elapsedMs: found.elapsedMs }
}
