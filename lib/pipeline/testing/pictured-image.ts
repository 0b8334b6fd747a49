import { encodeMaskPng, encodeRasterPng } from '@/lib/imaging/codec'
import { createMask, createRaster } from '@/lib/imaging/raster'
import { db, transaction } from '@/lib/platform/db'
import { grantBlobs, putBlob } from '@/lib/platform/storage/blobs'
import { makeImage, makeRegion } from './rows'

/** A picture with enough going on for an editor to work with: a warm disc with a highlight on a cool gradient. */
export const drawPicture = (size: number) => {
  const raster = createRaster(size, size)
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const distance = Math.hypot(x - size / 2, y - size / 2) / (size / 4)
      const light = Math.max(0, 1 - Math.hypot(x - size * 0.42, y - size * 0.42) / (size / 3))
      const disc = distance < 1
      const grain = ((x * 7 + y * 13) % 11) - 5
      raster.data.set(
        disc
          ? [150 + 90 * light + grain, 90 + 60 * light + grain, 40 + 40 * light + grain]
          : [70 + (60 * y) / size + grain, 90 + (60 * x) / size + grain, 120 + grain],
        (y * size + x) * 3,
      )
    }
  return raster
}

/** The disc of `drawPicture`. */
export const drawDisc = (size: number) => {
  const mask = createMask(size, size)
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      if (Math.hypot(x - size / 2, y - size / 2) < size / 4) mask.data[y * size + x] = 255
  return mask
}

/** A source image whose frame and region masks are really stored, so that generation can run on it. */
export const makePicturedImage = async (projectId: string, size = 128) => {
  const picture = await putBlob(await encodeRasterPng(drawPicture(size)), 'image/png')
  const mask = await putBlob(await encodeMaskPng(drawDisc(size)), 'image/png')
  await transaction((tx) => grantBlobs(tx, projectId, [picture.sha256, mask.sha256]))
  const image = await makeImage(projectId, { thumbSha: picture.sha256 })
  if (!image.frameId) throw new Error('the image has no frame')
  await db().frame.update({ where: { id: image.frameId }, data: { size, sha256: picture.sha256 } })
  const shas = { fineSha: mask.sha256, contourSha: mask.sha256, boxSha: mask.sha256, softSha: mask.sha256 }
  const region = await makeRegion(image, { label: 'coffee', ...shas })
  return { image, region }
}
