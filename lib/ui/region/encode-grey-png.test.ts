import sharp from 'sharp'
import { expect, it } from 'vitest'
import { encodeGreyPng } from './encode-grey-png'

it('writes an 8-bit grey PNG that another decoder reads back exactly', async () => {
  const width = 37
  const height = 23
  const data = Uint8Array.from({ length: width * height }, (_, i) => (i * 7919) % 256)
  const blob = await encodeGreyPng({ width, height, data })
  const png = Buffer.from(await blob.arrayBuffer())
  expect(await sharp(png).metadata()).toMatchObject({
    format: 'png',
    width,
    height,
    channels: 1,
    depth: 'uchar',
  })
  const read = await sharp(png).toColourspace('b-w').raw().toBuffer()
  expect(Uint8Array.from(read)).toEqual(data)
})
