import { createHash } from 'node:crypto'
import type { Metadata, Sharp } from 'sharp'
import { ExemplarError } from '@/lib/platform/errors'
import { hashPicture } from './perceptual-hash'
import { readBounded } from './read-bounded'
import { sharp } from './safe-sharp'
import { type ImageFormat, imageMediaTypes, sniffImage } from './sniff'

export interface IngestLimits {
  readonly maxBytes: number
  readonly maxPixels: number
  /** Either side has to have at least this many pixels. */
  readonly minSide: number
  readonly timeoutSeconds: number
}

export const defaultIngestLimits: IngestLimits = {
  maxBytes: 100 * 1024 * 1024,
  maxPixels: 100_000_000,
  minSide: 16,
  timeoutSeconds: 60,
}

/** What was done to the picture besides re-encoding; shown to the person who sent it. */
export type IngestChange =
  | 'cmyk-to-srgb'
  | 'profile-to-srgb'
  | 'depth-to-8-bit'
  | 'alpha-flattened'
  | 'orientation-applied'
  | 'metadata-dropped'

export interface EncodedPicture {
  readonly bytes: Buffer
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/webp'
  /** Of `bytes`, hex: their address in the blob store. */
  readonly sha256: string
  readonly width: number
  readonly height: number
}

export interface IngestedImage {
  readonly original: {
    readonly format: ImageFormat
    readonly mediaType: string
    readonly bytes: number
    readonly sha256: string
  }
  readonly master: EncodedPicture
  /** At most 384 pixels a side, WebP. */
  readonly thumbnail: EncodedPicture
  /** At most 2048 pixels a side; null when the master is no larger than that and can be shown itself. */
  readonly display: EncodedPicture | null
  /** 64-bit pHash, 0 … 2⁶⁴−1; `BigInt.asIntN(64, …)` for a signed column. */
  readonly perceptualHash: bigint
  readonly changes: readonly IngestChange[]
}

/**
 * Decodes an upload and encodes it anew, so that only pixels survive: no metadata, no appended or hidden payload.
 * `input` is a path, the bytes, or a stream (read up to the limit, then closed).
 *
 * The master of a JPEG is a JPEG again (quality 95, full chroma): its pixels have been through that quantisation once,
 * so a second, finer one costs less than what separates two decoders, and a PNG of them would be five times the size.
 * Everything else becomes PNG, since lossless originals must stay so. Both are 8-bit sRGB, upright, without alpha.
 *
 * Errors name `field`: `bad-input` (empty, truncated, corrupt, too small), `too-large` (bytes or pixels, checked in the
 * header before anything is decoded), `unsupported` (not a single picture of a known kind).
 */
export const ingestImage = async (
  input: string | Buffer | AsyncIterable<Uint8Array>,
  limits: Partial<IngestLimits> = {},
  field = 'image',
): Promise<IngestedImage> => {
  const bounds = { ...defaultIngestLimits, ...limits }
  const bytes = await readBounded(input, bounds.maxBytes, field)
  const format = sniffImage(bytes, field)
  const header = await readHeader(bytes, format, field)
  checkHeader(header, bounds, format, field)
  const master = await encodeMaster(bytes, format, bounds, field)
  const reduced = (side: number) =>
    sharp(master.bytes).resize(side, side, { fit: 'inside', withoutEnlargement: true })
  return {
    original: { format, mediaType: imageMediaTypes[format], bytes: bytes.length, sha256: sha256(bytes) },
    master,
    thumbnail: await encoded(reduced(384).webp({ quality: 80 }), 'image/webp'),
    display:
      Math.max(master.width, master.height) > 2048
        ? await encoded(reduced(2048).webp({ quality: 90 }), 'image/webp')
        : null,
    perceptualHash: await hashPicture(master.bytes),
    changes: listChanges(header),
  }
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

const encoded = async (pipeline: Sharp, mediaType: EncodedPicture['mediaType']): Promise<EncodedPicture> => {
  const { data, info } = await pipeline.toBuffer({ resolveWithObject: true })
  return { bytes: data, mediaType, sha256: sha256(data), width: info.width, height: info.height }
}

const damaged = (field: string, format: ImageFormat, cause: unknown) =>
  new ExemplarError('bad-input', `The ${field} is a damaged or cut-off ${format.toUpperCase()} file.`, {
    field,
    fix: 'Open it in an image editor and save it again, or send the original file.',
    cause,
  })

const readHeader = async (bytes: Buffer, format: ImageFormat, field: string): Promise<Metadata> => {
  try {
    // The limit is ours to check, with its own message; reading a header decodes nothing.
    return await sharp(bytes, { limitInputPixels: false }).metadata()
  } catch (cause) {
    throw damaged(field, format, cause)
  }
}

const checkHeader = (header: Metadata, limits: IngestLimits, format: ImageFormat, field: string) => {
  const { width, height } = header
  // libvips judges the content on its own; two readings of one file are a polyglot.
  if ((format === 'avif' ? 'heif' : format) !== header.format) {
    throw new ExemplarError('unsupported', `The ${field} claims to be two kinds of file at once.`, {
      field,
      fix: 'Open it in an image editor and save it again as PNG.',
    })
  }
  if ((header.pages ?? 1) > 1) {
    const what = format === 'tiff' ? 'has several pages' : 'is animated'
    throw new ExemplarError('unsupported', `The ${field} (${format.toUpperCase()}) ${what}.`, {
      field,
      fix: 'Export one frame as PNG and send that file.',
    })
  }
  if (width * height > limits.maxPixels) {
    const allowed = `${Math.floor(limits.maxPixels / 1e6)} megapixels`
    throw new ExemplarError(
      'too-large',
      `The ${field} has ${width}×${height} pixels; at most ${allowed} are allowed.`,
      {
        field,
        fix: 'Scale it down and send it again.',
        detail: { width, height, maxPixels: limits.maxPixels },
      },
    )
  }
  if (Math.min(width, height) < limits.minSide) {
    throw new ExemplarError(
      'bad-input',
      `The ${field} has ${width}×${height} pixels; each side needs at least ${limits.minSide}.`,
      { field, fix: 'Send a larger version of the picture.' },
    )
  }
  if (!['uchar', 'ushort'].includes(header.depth) || (header.channels ?? 0) > 5) {
    throw new ExemplarError(
      'unsupported',
      `The ${field} has ${header.channels} channels of type ${header.depth}.`,
      {
        field,
        fix: 'Save it as an 8-bit RGB picture.',
      },
    )
  }
}

const encodeMaster = async (
  bytes: Buffer,
  format: ImageFormat,
  limits: IngestLimits,
  field: string,
): Promise<EncodedPicture> => {
  try {
    // `failOn: warning` is libvips' strictest: a decoder that had to guess at pixels counts as damage.
    const upright = sharp(bytes, { failOn: 'warning', limitInputPixels: limits.maxPixels, pages: 1 })
      .timeout({ seconds: limits.timeoutSeconds })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
    return format === 'jpeg'
      ? await encoded(upright.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }), 'image/jpeg')
      : await encoded(upright.png({ compressionLevel: 6, palette: false }), 'image/png')
  } catch (cause) {
    if (cause instanceof Error && /timeout/i.test(cause.message)) {
      throw new ExemplarError(
        'too-large',
        `Decoding the ${field} took over ${limits.timeoutSeconds} seconds.`,
        {
          field,
          fix: 'Scale it down, or save it as JPEG.',
          cause,
        },
      )
    }
    throw damaged(field, format, cause)
  }
}

const listChanges = (header: Metadata): IngestChange[] => {
  const changes: [IngestChange, boolean][] = [
    ['cmyk-to-srgb', header.space === 'cmyk'],
    ['profile-to-srgb', header.hasProfile === true && header.space !== 'cmyk'],
    ['depth-to-8-bit', header.depth !== 'uchar'],
    ['alpha-flattened', header.hasAlpha === true],
    ['orientation-applied', (header.orientation ?? 1) > 1],
    ['metadata-dropped', Boolean(header.exif ?? header.xmp ?? header.iptc ?? header.comments?.length)],
  ]
  return changes.filter(([, happened]) => happened).map(([change]) => change)
}
