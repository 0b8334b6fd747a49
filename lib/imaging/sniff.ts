import { ExemplarError } from '@/lib/platform/errors'

export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'tiff' | 'gif'

export const imageMediaTypes: Record<ImageFormat, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  tiff: 'image/tiff',
  gif: 'image/gif',
}

const refuse = (what: string, field: string, fix: string): ExemplarError =>
  new ExemplarError('unsupported', `The ${field} is ${what}, which is not accepted as a picture.`, {
    field,
    fix,
  })

const saveAs = 'Save it as JPEG or PNG and send that file.'
const oneFrame = 'Export one frame as PNG and send that file.'

/**
 * What a file is, by its content. Names and declared types are not looked at: they are the sender's word. Whatever is
 * no single picture of a known kind is refused by its own name, so that the person knows what to change.
 */
export const sniffImage = (bytes: Buffer, field = 'image'): ImageFormat => {
  if (bytes.length === 0) {
    throw new ExemplarError('bad-input', `The ${field} is empty (0 bytes).`, {
      field,
      fix: 'Check the upload, or send the file again.',
    })
  }
  const starts = (ascii: string, at = 0) => bytes.toString('latin1', at, at + ascii.length) === ascii
  if (starts('\xff\xd8\xff')) return 'jpeg'
  if (starts('\x89PNG\r\n\x1a\n')) {
    if (isAnimatedPng(bytes)) throw refuse('an animated PNG', field, oneFrame)
    return 'png'
  }
  if (starts('GIF87a') || starts('GIF89a')) return 'gif'
  if (starts('RIFF') && starts('WEBP', 8)) {
    if (starts('VP8X', 12) && ((bytes[20] ?? 0) & 0x02) !== 0)
      throw refuse('an animated WebP', field, oneFrame)
    return 'webp'
  }
  if (starts('II*\0') || starts('MM\0*') || starts('II+\0') || starts('MM\0+')) return 'tiff'
  if (starts('ftyp', 4)) return sniffIsoMedia(bytes, field)
  throw refuse(nameOther(bytes), field, saveAs)
}

/** AVIF is the one kind of ISO media (HEIF, MP4, …) that is a picture and that our decoder has the codec of. */
const sniffIsoMedia = (bytes: Buffer, field: string): 'avif' => {
  const size = Math.min(bytes.readUInt32BE(0), bytes.length, 256)
  const brands = new Set<string>()
  for (let at = 8; at + 4 <= size; at += 4) if (at !== 12) brands.add(bytes.toString('latin1', at, at + 4))
  if (brands.has('avis') || brands.has('msf1') || brands.has('hevc')) {
    throw refuse('an animated AVIF or HEIF', field, oneFrame)
  }
  if (brands.has('avif')) return 'avif'
  const heic = ['heic', 'heix', 'heim', 'heis', 'mif1'].some((brand) => brands.has(brand))
  throw refuse(heic ? 'a HEIC picture (HEVC codec)' : 'a video or an unknown ISO media file', field, saveAs)
}

/** APNG announces itself with an `acTL` chunk before the first `IDAT`; other decoders ignore it. */
const isAnimatedPng = (bytes: Buffer): boolean => {
  for (let at = 8; at + 8 <= bytes.length; ) {
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (type === 'acTL') return true
    if (type === 'IDAT') return false
    at += 12 + bytes.readUInt32BE(at)
  }
  return false
}

const nameOther = (bytes: Buffer): string => {
  const head = bytes.toString('latin1', 0, 4096)
  const text = head
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '')
    .trimStart()
    .toLowerCase()
  if (/<svg[\s>]/.test(text) || text.startsWith('<!doctype svg')) return 'an SVG drawing'
  if (/^<(!doctype html|html|head|body|script|!--)/.test(text)) return 'an HTML page'
  if (text.startsWith('<')) return 'an XML or HTML document'
  if (text.startsWith('%pdf')) return 'a PDF document'
  if (text.startsWith('%!ps')) return 'a PostScript document'
  if (head.startsWith('PK')) return 'a ZIP archive'
  if (head.startsWith('\x1f\x8b')) return 'a gzip archive'
  if (head.startsWith('8BPS')) return 'a Photoshop document'
  if (head.startsWith('BM')) return 'a BMP picture'
  if (head.startsWith('\xff\x0a') || head.startsWith('\0\0\0\x0cJXL ')) return 'a JPEG XL picture'
  if (head.startsWith('\0\0\0\x0cjP  ')) return 'a JPEG 2000 picture'
  if (head.startsWith('\x1a\x45\xdf\xa3')) return 'a video'
  return 'of an unknown kind'
}
