import { encodeRasterPng } from '@/lib/imaging/codec'
import { defaultFrame } from '@/lib/imaging/frame'
import type { IngestedImage } from '@/lib/imaging/ingest'
import { renderFrame } from '@/lib/imaging/render-frame'
import { putBlob } from '@/lib/platform/storage/blobs'
import type { FrameGeometry } from './schema'

/** Everything about a new source image that comes from its pixels; its blobs are stored, though granted to nobody. */
export interface Picture {
  readonly sha256: string
  readonly originalSha256: string
  readonly thumbSha: string
  readonly width: number
  readonly height: number
  readonly notes: readonly string[]
  /** As the signed column holds it. */
  readonly phash: bigint
  readonly frame: FrameGeometry & { readonly sha256: string }
}

export const renderedFrame = async (master: Buffer, frame: FrameGeometry): Promise<string> => {
  const { sha256 } = await putBlob(await encodeRasterPng(await renderFrame(master, frame)), 'image/png')
  return sha256
}

/** Stores an ingested image: master, thumbnail and the picture of its default frame. */
export const makePicture = async (
  { original, master, thumbnail, perceptualHash, changes }: IngestedImage,
  frameSize: number,
): Promise<Picture> => {
  const frame = defaultFrame(master.width, master.height, frameSize)
  await putBlob(master.bytes, master.mediaType)
  await putBlob(thumbnail.bytes, thumbnail.mediaType)
  return {
    sha256: master.sha256,
    originalSha256: original.sha256,
    thumbSha: thumbnail.sha256,
    width: master.width,
    height: master.height,
    notes: changes,
    phash: BigInt.asIntN(64, perceptualHash),
    frame: { ...frame, sha256: await renderedFrame(master.bytes, frame) },
  }
}
