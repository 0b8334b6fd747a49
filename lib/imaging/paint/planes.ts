import { createRaster, type Raster } from '@/lib/imaging/raster'

/** One number per pixel, row-major [H, W]. */
export type Plane = Float32Array

/** Linear light, 0–1 a channel (more while light is being added); three planes [H, W]. */
export interface Light {
  readonly width: number
  readonly height: number
  readonly r: Plane
  readonly g: Plane
  readonly b: Plane
}

export const createLight = (width: number, height: number): Light => ({
  width,
  height,
  r: new Float32Array(width * height),
  g: new Float32Array(width * height),
  b: new Float32Array(width * height),
})

/** sRGB byte to linear light (IEC 61966-2-1). */
const linearOfByte = Float32Array.from({ length: 256 }, (_, byte) => {
  const v = byte / 255
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
})

export const toLinear = (byte: number): number => linearOfByte[byte] ?? 0

/** Indexed by the square root of the light, so that the dark end is as fine as the eye. Values 0–255, not rounded. */
const rootSteps = 4096
const byteOfRoot = Float32Array.from({ length: rootSteps + 2 }, (_, i) => {
  const light = Math.min(1, (i / rootSteps) ** 2)
  return 255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055)
})

/** Linear light to an sRGB value 0–255, not rounded; out-of-range light is clipped. */
export const toByte = (light: number): number => {
  if (!(light > 0)) return 0
  if (light >= 1) return 255
  const at = Math.sqrt(light) * rootSteps
  const i = at | 0
  const low = byteOfRoot[i] ?? 0
  return low + ((byteOfRoot[i + 1] ?? 0) - low) * (at - i)
}

export const lightOf = (picture: Raster): Light => {
  const light = createLight(picture.width, picture.height)
  for (let i = 0, p = 0; i < light.r.length; i += 1, p += 3) {
    light.r[i] = toLinear(picture.data[p] ?? 0)
    light.g[i] = toLinear(picture.data[p + 1] ?? 0)
    light.b[i] = toLinear(picture.data[p + 2] ?? 0)
  }
  return light
}

export const rasterOfLight = (light: Light): Raster => {
  const picture = createRaster(light.width, light.height)
  for (let i = 0, p = 0; i < light.r.length; i += 1, p += 3) {
    picture.data[p] = toByte(light.r[i] ?? 0)
    picture.data[p + 1] = toByte(light.g[i] ?? 0)
    picture.data[p + 2] = toByte(light.b[i] ?? 0)
  }
  return picture
}

/** Relative luminance 0–1 of every pixel (Rec. 709 weights on linear light). */
export const luminanceOf = (light: Light): Plane => {
  const plane = new Float32Array(light.r.length)
  for (let i = 0; i < plane.length; i += 1) {
    plane[i] = 0.2126 * (light.r[i] ?? 0) + 0.7152 * (light.g[i] ?? 0) + 0.0722 * (light.b[i] ?? 0)
  }
  return plane
}

export const copyLight = (light: Light): Light => ({
  width: light.width,
  height: light.height,
  r: light.r.slice(),
  g: light.g.slice(),
  b: light.b.slice(),
})
