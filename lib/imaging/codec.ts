import { ExemplarError } from '@/lib/platform/errors'
import { createMask, type Mask, type Raster } from './raster'
import { sharp } from './safe-sharp'

/**
 * The PNG settings behind every byte that we store and hash. They are pinned, so the same pixels give the same sha256
 * for as long as the pinned sharp does; palettes are off because quantising would lose pixels.
 */
const png = { compressionLevel: 6, adaptiveFiltering: false, palette: false, progressive: false } as const

const rasterInput = (raster: Raster) =>
  sharp(Buffer.from(raster.data.buffer, raster.data.byteOffset, raster.data.byteLength), {
    raw: { width: raster.width, height: raster.height, channels: 3 },
    limitInputPixels: false,
  })

const maskInput = (mask: Mask) =>
  sharp(Buffer.from(mask.data.buffer, mask.data.byteOffset, mask.data.byteLength), {
    raw: { width: mask.width, height: mask.height, channels: 1 },
    limitInputPixels: false,
  })

/** Lossless 8-bit RGB PNG without metadata. */
export const encodeRasterPng = (raster: Raster): Promise<Buffer> => rasterInput(raster).png(png).toBuffer()

/** Lossy WebP, `quality` 1–100. At effort 1 it takes a third of the default's time and a sixth more bytes. */
export const encodeRasterWebp = (raster: Raster, quality = 85): Promise<Buffer> =>
  rasterInput(raster).webp({ quality, effort: 1 }).toBuffer()

/** Lossless 8-bit grey PNG. */
export const encodeMaskPng = (mask: Mask): Promise<Buffer> =>
  maskInput(mask).toColourspace('b-w').png(png).toBuffer()

const undecodable = (field: string, cause: unknown) =>
  new ExemplarError('bad-input', `The ${field} is not a picture that can be decoded.`, {
    field,
    fix: 'Send a PNG, JPEG or WebP file that opens in an image viewer.',
    cause,
  })

export interface DecodeOptions {
  /** What the error calls the picture. */
  readonly field?: string
  /**
   * `convert` (default) brings a picture with a colour profile to sRGB. `ignore` takes the numbers as they are, as
   * Pillow does, and with it every published metric of the field.
   */
  readonly profile?: 'convert' | 'ignore'
}

/**
 * Decodes stored bytes (masters, candidates, an engine's answer) to 8-bit sRGB: orientation is applied, grey is
 * widened, alpha flattened on white. Uploads go through `ingestImage` first; this refuses what cannot be decoded and
 * nothing else.
 */
export const decodeRaster = async (input: Buffer | string, options: DecodeOptions = {}): Promise<Raster> => {
  const { field = 'image', profile = 'convert' } = options
  try {
    const { data, info } = await sharp(input, { ignoreIcc: profile === 'ignore' })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    return { width: info.width, height: info.height, data: toRgb(data, info.channels) }
  } catch (cause) {
    throw undecodable(field, cause)
  }
}

/** libvips hands a grey picture back as one channel, whatever colour space was asked for. */
export const toRgb = (data: Buffer, channels: number): Uint8ClampedArray => {
  if (channels === 3) return new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength)
  const pixels = data.length / channels
  const rgb = new Uint8ClampedArray(pixels * 3)
  for (let i = 0; i < pixels; i++) rgb.fill(data[i * channels] ?? 0, i * 3, i * 3 + 3)
  return rgb
}

/** Decodes a mask: the luma of a coloured picture, the values of a grey one. Alpha is flattened on black (= keep). */
export const decodeMask = async (input: Buffer | string, field = 'mask'): Promise<Mask> => {
  try {
    const { data, info } = await sharp(input)
      .flatten({ background: '#000000' })
      .toColourspace('b-w')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    const mask = createMask(info.width, info.height)
    for (let i = 0; i < mask.data.length; i++) mask.data[i] = data[i * info.channels] ?? 0
    return mask
  } catch (cause) {
    throw undecodable(field, cause)
  }
}
