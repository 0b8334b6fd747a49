import type { Raster } from '../raster'
import { requireSameSize } from './pixel-scores'

/** Side of the picture that is compared; detail finer than this counts as noise. */
const comparedSide = 128

const linear = Float32Array.from({ length: 256 }, (_, v) => {
  const c = v / 255
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
})

/**
 * Perceptual distance: mean ΔE-OK, the Euclidean distance in OKLab (Ottosson 2020), times 100, so that about 2 is a
 * just noticeable difference and black against white is 100. Both pictures are first averaged in linear light over
 * square cells to at most 128 pixels a side: at the size at which a person compares two pictures, grain and one-pixel
 * shifts are no difference, a changed object or colour is.
 */
export const perceptualDistance = (a: Raster, b: Raster): number => {
  requireSameSize(a, b)
  const cell = Math.max(1, Math.ceil(Math.max(a.width, a.height) / comparedSide))
  const labA = reducedOklab(a, cell)
  const labB = reducedOklab(b, cell)
  let sum = 0
  for (let i = 0; i < labA.length; i += 3) {
    const dl = (labA[i] as number) - (labB[i] as number)
    const da = (labA[i + 1] as number) - (labB[i + 1] as number)
    const db = (labA[i + 2] as number) - (labB[i + 2] as number)
    sum += Math.sqrt(dl * dl + da * da + db * db)
  }
  return (100 * sum) / (labA.length / 3)
}

/** Cell averages in OKLab, [rows, columns, 3]. Cells at the right and lower edge may be smaller. */
const reducedOklab = (raster: Raster, cell: number): Float64Array => {
  const columns = Math.ceil(raster.width / cell)
  const rows = Math.ceil(raster.height / cell)
  const result = new Float64Array(columns * rows * 3)
  for (let y = 0; y < raster.height; y++) {
    const row = Math.floor(y / cell) * columns
    let at = y * raster.width * 3
    for (let column = 0; column < columns; column++) {
      const end = Math.min((column + 1) * cell, raster.width)
      let [r, g, b] = [0, 0, 0]
      for (let x = column * cell; x < end; x++, at += 3) {
        r += linear[raster.data[at] as number] as number
        g += linear[raster.data[at + 1] as number] as number
        b += linear[raster.data[at + 2] as number] as number
      }
      const o = (row + column) * 3
      result[o] = (result[o] as number) + r
      result[o + 1] = (result[o + 1] as number) + g
      result[o + 2] = (result[o + 2] as number) + b
    }
  }
  for (let i = 0; i < columns * rows; i++) {
    const width = Math.min(cell, raster.width - (i % columns) * cell)
    const height = Math.min(cell, raster.height - Math.floor(i / columns) * cell)
    toOklab(result, i * 3, 1 / (width * height))
  }
  return result
}

const toOklab = (data: Float64Array, o: number, scale: number) => {
  const r = (data[o] as number) * scale
  const g = (data[o + 1] as number) * scale
  const b = (data[o + 2] as number) * scale
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  data[o] = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s
  data[o + 1] = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  data[o + 2] = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
}
