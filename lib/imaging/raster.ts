/** An 8-bit sRGB picture: row-major, interleaved. `data` is [H, W, 3], 0–255. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

/** An 8-bit mask over a picture of the same size. `data` is [H, W]; 255 = edit, 0 = keep, between = soft. */
export interface Mask {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** A rectangle in whole pixels; `x`, `y` is the top left corner. */
export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const createRaster = (width: number, height: number): Raster => ({
  width,
  height,
  data: new Uint8ClampedArray(width * height * 3),
})

export const createMask = (width: number, height: number, fill = 0): Mask => ({
  width,
  height,
  data: new Uint8Array(width * height).fill(fill),
})
