import type { Raster } from '@/lib/imaging/raster'

const bytesOf = ({ data }: Raster): Buffer => Buffer.from(data.buffer, data.byteOffset, data.byteLength)

/**
 * Whether two pictures have the same pixels. Such a pair has to be looked at once: a run's rows may differ in the last
 * digit, and the direction of a difference that is only rounding could be anything instead of 0.
 */
export const samePicture = (a: Raster, b: Raster): boolean =>
  a === b || (a.width === b.width && a.height === b.height && bytesOf(a).equals(bytesOf(b)))
