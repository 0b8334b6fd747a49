import { createMask, type Mask } from '../raster'

const templateRadius = 3
const searchRadius = 7
const strength = 60
/** 49 pixels of a template are divided by 64 with a shift, and the table of weights makes up for it. */
const templateShift = 6
/**
 * 8-bit L* from which OpenCV gives back a grey of more than 127. It converts linear RGB here (COLOR_LBGR2Lab), and
 * its 8-bit table takes 194 to 127, although the exact formula would round to 128.
 */
const lightnessThreshold = 195

/**
 * UltraEdit's denoising of a mask, `fastNlMeansDenoisingColored(60, 60, 7, 15)` of OpenCV, then its threshold at 127.
 * On a grey picture that is non-local means on the lightness alone; a mask has only black and white, whose lightness
 * is 0 and 255. Fixed-point arithmetic as in OpenCV's fast_nlmeans_denoising_invoker.hpp. Takes any mask, thresholds it,
 * returns 0 or 255 per pixel.
 */
export const denoiseMask = (mask: Mask): Mask => {
  const { width, height } = mask
  const border = searchRadius + templateRadius
  const stride = width + 2 * border
  const padded = padReflected(mask, border)
  const weightOf = weightTable()
  const estimate = new Float64Array(width * height)
  const weights = new Float64Array(width * height)
  const columns = new Int32Array(stride)
  for (let sy = -searchRadius; sy <= searchRadius; sy++) {
    for (let sx = -searchRadius; sx <= searchRadius; sx++) {
      const shift = sy * stride + sx
      columns.fill(0)
      for (let y = -templateRadius; y < height + templateRadius; y++) {
        const enter = (y + border) * stride
        const leave = enter - (2 * templateRadius + 1) * stride
        const full = y >= templateRadius
        const overfull = y > templateRadius
        for (let x = border - templateRadius; x < width + border + templateRadius; x++) {
          const entering = padded[enter + x] === padded[enter + x + shift] ? 0 : 1
          const leaving = overfull && padded[leave + x] !== padded[leave + x + shift] ? 1 : 0
          columns[x] = (columns[x] as number) + entering - leaving
        }
        if (!full) continue
        const centre = y - templateRadius
        let sum = 0
        for (let x = border - templateRadius; x < border + templateRadius; x++) sum += columns[x] as number
        for (let x = 0; x < width; x++) {
          sum += columns[x + border + templateRadius] as number
          const weight = weightOf[sum] as number
          const i = centre * width + x
          weights[i] = (weights[i] as number) + weight
          if (padded[(centre + border) * stride + x + border + shift] === 1) {
            estimate[i] = (estimate[i] as number) + weight
          }
          sum -= columns[x + border - templateRadius] as number
        }
      }
    }
  }
  const result = createMask(width, height)
  for (let i = 0; i < result.data.length; i++) {
    const total = weights[i] as number
    const lightness = Math.floor((255 * (estimate[i] as number) + Math.floor(total / 2)) / total)
    result.data[i] = lightness >= lightnessThreshold ? 255 : 0
  }
  return result
}

/** Fixed-point weight by the number of differing pixels in a template (0–49), each counting 255². */
const weightTable = (): Int32Array => {
  const template = (2 * templateRadius + 1) ** 2
  const search = (2 * searchRadius + 1) ** 2
  const fixedPoint = Math.min(Math.floor((2 ** 31 - 1) / (search * 255)), 2 ** 31 - 1)
  return Int32Array.from({ length: template + 1 }, (_, differing) => {
    const almost = (differing * 255 * 255) >> templateShift
    const distance = (almost * (1 << templateShift)) / template
    const weight = Math.round(fixedPoint * Math.exp(-distance / (strength * strength)))
    return weight < 0.001 * fixedPoint ? 0 : weight
  })
}

/** 0 or 1 per pixel, with the border mirrored without repeating the edge (OpenCV's BORDER_REFLECT_101). */
const padReflected = (mask: Mask, border: number): Uint8Array => {
  const { width, height } = mask
  const mirror = (i: number, n: number): number => {
    if (n === 1) return 0
    const period = 2 * (n - 1)
    const at = ((i % period) + period) % period
    return at < n ? at : period - at
  }
  const stride = width + 2 * border
  const padded = new Uint8Array(stride * (height + 2 * border))
  const xs = Int32Array.from({ length: stride }, (_, x) => mirror(x - border, width))
  for (let y = 0; y < height + 2 * border; y++) {
    const row = mirror(y - border, height) * width
    for (let x = 0; x < stride; x++) {
      padded[y * stride + x] = (mask.data[row + (xs[x] as number)] as number) > 127 ? 1 : 0
    }
  }
  return padded
}
