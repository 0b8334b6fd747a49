import type { Raster } from './raster'

type Rgb = readonly [red: number, green: number, blue: number]

/** What becomes of a value v in [0,1] of each channel: v · scale + shift. */
export interface Affine {
  readonly scale: Rgb
  readonly shift: Rgb
}

/** Values stay in [0,1]. */
export const plainLevels: Affine = { scale: [1, 1, 1], shift: [0, 0, 0] }

/** (v − mean) / std, as models are trained with. */
export const normalising = (mean: Rgb, std: Rgb): Affine => ({
  scale: [1 / std[0], 1 / std[1], 1 / std[2]],
  shift: [-mean[0] / std[0], -mean[1] / std[1], -mean[2] / std[2]],
})

/** Where planes are written: `data` [3, height, width] from `at` on. */
export interface PlaneTarget {
  readonly data: Float32Array
  readonly at: number
}

/** What each of the 256 levels becomes, by channel. */
export const levelTables = ({ scale, shift }: Affine): [Float32Array, Float32Array, Float32Array] => {
  const table = (channel: 0 | 1 | 2) =>
    Float32Array.from({ length: 256 }, (_, v) => (v / 255) * scale[channel] + shift[channel])
  return [table(0), table(1), table(2)]
}

/**
 * Writes a picture's values into planes [3, height, width] of which it fills the top left corner; what lies to its
 * right and below keeps what it holds, so that zeros there are a padding after normalisation.
 */
export const writePlanes = (
  raster: Raster,
  target: PlaneTarget & { readonly width: number; readonly height: number },
  affine: Affine,
): void => {
  const { data, at, width, height } = target
  const plane = width * height
  const [red, green, blue] = levelTables(affine)
  const src = raster.data
  for (let y = 0, i = 0; y < raster.height; y++) {
    const out = at + y * width
    for (let x = 0; x < raster.width; x++, i += 3) {
      data[out + x] = red[src[i] as number] as number
      data[out + x + plane] = green[src[i + 1] as number] as number
      data[out + x + 2 * plane] = blue[src[i + 2] as number] as number
    }
  }
}
