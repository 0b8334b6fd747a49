import type { Raster } from '@/lib/imaging/raster'
import type { OpenCv } from './load-opencv'

/** What is known about each pixel of the crop before GrabCut; the numbers are OpenCV's. */
export const trimap = { background: 0, object: 1, perhapsBackground: 2, perhapsObject: 3 } as const

const iterations = 5

/**
 * OpenCV's GrabCut (Rother, Kolmogorov, Blake 2004) from a trimap of the crop's size. Returns 1 for object, 0 for
 * background. The colour models start from k-means, whose generator is seeded first, so the result is repeatable.
 */
export const grabCut = (cv: OpenCv, crop: Raster, known: Uint8Array, seed: number): Uint8Array => {
  const { width, height } = crop
  // WebAssembly memory is not collected: whatever is made here is deleted here, also when OpenCV throws.
  const owned: { delete(): void }[] = []
  const own = <T extends { delete(): void }>(mat: T): T => {
    owned.push(mat)
    return mat
  }
  try {
    const image = own(cv.matFromArray(height, width, cv.CV_8UC3, crop.data as unknown as number[]))
    const mask = own(cv.matFromArray(height, width, cv.CV_8UC1, known as unknown as number[]))
    const background = own(new cv.Mat())
    const object = own(new cv.Mat())
    cv.setRNGSeed(seed | 0)
    cv.grabCut(
      image,
      mask,
      new cv.Rect(0, 0, width, height),
      background,
      object,
      iterations,
      cv.GC_INIT_WITH_MASK as number,
    )
    return Uint8Array.from(mask.data as Uint8Array, (v) => v & 1)
  } finally {
    for (const mat of owned) mat.delete()
  }
}
