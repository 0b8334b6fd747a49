import { encodeRasterPng } from '@/lib/imaging/codec'
import { createRaster } from '@/lib/imaging/raster'

/** A PNG that differs from every other seed's, in its bytes and to the eye: blocks of colour drawn from the seed. */
export const makePng = (seed: number, width = 96, height = 64): Promise<Buffer> => {
  const raster = createRaster(width, height)
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0
  const next = () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0
    return state >>> 24
  }
  const cell = 8
  for (let y = 0; y < height; y += cell)
    for (let x = 0; x < width; x += cell) {
      const colour = [next(), next(), next()]
      for (let dy = 0; dy < cell && y + dy < height; dy++)
        for (let dx = 0; dx < cell && x + dx < width; dx++)
          raster.data.set(colour, ((y + dy) * width + x + dx) * 3)
    }
  return encodeRasterPng(raster)
}
