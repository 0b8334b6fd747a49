import { createRaster, type Raster } from '@/lib/imaging/raster'
import { type Plane, toByte, toLinear } from './planes'

/**
 * A picture in OKLab: `L` 0–1 perceived lightness, `a` green–red, `b` blue–yellow; three planes [H, W].
 * Matrices from Björn Ottosson, "A perceptual color space for image processing" (2020).
 */
export interface Lab {
  readonly width: number
  readonly height: number
  readonly L: Plane
  readonly a: Plane
  readonly b: Plane
}

export interface LabColour {
  readonly L: number
  readonly a: number
  readonly b: number
}

export const labOfLinear = (r: number, g: number, b: number): LabColour => {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return {
    L: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    a: 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    b: 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  }
}

/** `x ** 3` calls the general power, which took most of a candidate's time. */
const cube = (x: number): number => x * x * x

export const linearOfLab = (L: number, a: number, b: number): readonly [number, number, number] => {
  const l = cube(L + 0.3963377774 * a + 0.2158037573 * b)
  const m = cube(L - 0.1055613458 * a - 0.0638541728 * b)
  const s = cube(L - 0.0894841775 * a - 1.291485548 * b)
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

/** `#rrggbb` to OKLab. */
export const labOfHex = (hex: string): LabColour => {
  const value = Number.parseInt(hex.slice(1), 16)
  return labOfLinear(toLinear((value >> 16) & 255), toLinear((value >> 8) & 255), toLinear(value & 255))
}

export const labOf = (picture: Raster): Lab => {
  const { width, height, data } = picture
  const lab: Lab = {
    width,
    height,
    L: new Float32Array(width * height),
    a: new Float32Array(width * height),
    b: new Float32Array(width * height),
  }
  for (let i = 0, p = 0; i < lab.L.length; i += 1, p += 3) {
    const colour = labOfLinear(toLinear(data[p] ?? 0), toLinear(data[p + 1] ?? 0), toLinear(data[p + 2] ?? 0))
    lab.L[i] = colour.L
    lab.a[i] = colour.a
    lab.b[i] = colour.b
  }
  return lab
}

const inGamut = (rgb: readonly [number, number, number]): boolean =>
  Math.min(rgb[0], rgb[1], rgb[2]) >= -0.0005 && Math.max(rgb[0], rgb[1], rgb[2]) <= 1.0005

/** Colours outside sRGB lose chroma until they fit and keep lightness and hue, so that clipping never bends a hue. */
const fitToGamut = (L: number, a: number, b: number): readonly [number, number, number] => {
  const full = linearOfLab(L, a, b)
  if (inGamut(full)) return full
  let low = 0
  let high = 1
  for (let step = 0; step < 7; step += 1) {
    const middle = (low + high) / 2
    if (inGamut(linearOfLab(L, a * middle, b * middle))) low = middle
    else high = middle
  }
  return linearOfLab(L, a * low, b * low)
}

export const rasterOfLab = (lab: Lab): Raster => {
  const picture = createRaster(lab.width, lab.height)
  for (let i = 0, p = 0; i < lab.L.length; i += 1, p += 3) {
    const L = Math.min(1, Math.max(0, lab.L[i] ?? 0))
    const [r, g, b] = fitToGamut(L, lab.a[i] ?? 0, lab.b[i] ?? 0)
    picture.data[p] = toByte(r)
    picture.data[p + 1] = toByte(g)
    picture.data[p + 2] = toByte(b)
  }
  return picture
}

export const copyLab = (lab: Lab): Lab => ({
  width: lab.width,
  height: lab.height,
  L: lab.L.slice(),
  a: lab.a.slice(),
  b: lab.b.slice(),
})
