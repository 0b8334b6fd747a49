import { sharp } from './safe-sharp'

const side = 32
const kept = 8

/** cosines[k][n] of the DCT-II of 32 samples, for the eight lowest frequencies. */
const cosines = Array.from({ length: kept }, (_, k) =>
  Float64Array.from({ length: side }, (_, n) => Math.cos((Math.PI * k * (2 * n + 1)) / (2 * side))),
)

/**
 * 64-bit pHash (Zauner 2010, as in `imagehash.phash`) of a 32×32 grey picture, row-major, 0–255: the 8×8 lowest
 * frequencies of its DCT, one bit each, set where the coefficient is larger than their median. Bit 63 is the mean
 * (DC), then row by row. Survives scaling, recompression and mild colour changes; not mirroring or cropping.
 */
export const perceptualHash = (grey: ArrayLike<number>): bigint => {
  const coefficients: number[] = []
  for (const rowCosines of cosines) {
    for (const columnCosines of cosines) {
      let sum = 0
      for (let y = 0; y < side; y++) {
        let row = 0
        for (let x = 0; x < side; x++) row += (grey[y * side + x] ?? 0) * (columnCosines[x] as number)
        sum += row * (rowCosines[y] as number)
      }
      // Flat pictures have zeros here; rounding keeps the last bit of a sum from deciding a bit of the hash.
      coefficients.push(Math.round(sum * 1000) / 1000)
    }
  }
  const sorted = [...coefficients].sort((a, b) => a - b)
  const median = ((sorted[31] as number) + (sorted[32] as number)) / 2
  return coefficients.reduce((hash, c) => (hash << 1n) | (c > median ? 1n : 0n), 0n)
}

/** The pHash of an encoded picture: reduced with libvips' Lanczos kernel, Rec. 709 luma. */
export const hashPicture = async (image: Buffer | string): Promise<bigint> => {
  const grey = await sharp(image)
    .resize(side, side, { fit: 'fill', kernel: 'lanczos3' })
    .toColourspace('b-w')
    .raw({ depth: 'uchar' })
    .toBuffer()
  return perceptualHash(grey)
}

/** How many of the 64 bits differ. Up to about 6 means "the same photograph" for ordinary pictures. */
export const hammingDistance = (a: bigint, b: bigint): number => {
  let rest = BigInt.asUintN(64, a ^ b)
  let bits = 0
  while (rest > 0n) {
    rest &= rest - 1n
    bits++
  }
  return bits
}
