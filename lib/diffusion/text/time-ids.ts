/** SDXL's [height, width, crop top, crop left, target height, target width] in pixels, of a picture used whole. */
export const timeIds = (width: number, height: number): Float32Array =>
  Float32Array.of(height, width, 0, 0, height, width)
