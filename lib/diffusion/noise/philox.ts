/**
 * Philox4x32-10 (Salmon et al., “Parallel random numbers: as easy as 1, 2, 3”, SC 2011): ten rounds that mix a
 * 128-bit counter under a 64-bit key. There is no state: the same counter and key give the same four words, so any
 * part of a sequence can be made alone and in any order.
 */

const rounds = 10
const multipliers = [0xd2511f53, 0xcd9e8d57] as const
const weyl = [0x9e3779b9, 0xbb67ae85] as const

/** The upper 32 bits of a product of two unsigned 32-bit numbers. */
const highProduct = (a: number, b: number): number => {
  const aLow = a & 0xffff
  const aHigh = a >>> 16
  const bLow = b & 0xffff
  const bHigh = b >>> 16
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16)
  // Both sums stay below 2^53; `>>> 16` of a number above 2^32 would lose its upper bits.
  const carry = (middle & 0xffff) + aLow * bHigh
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) >>> 0
}

/** Replaces the counter, four unsigned 32-bit words, by the four random words of counter and key. */
export const philox = (words: Uint32Array, key0: number, key1: number): void => {
  let [c0, c1, c2, c3] = words as unknown as [number, number, number, number]
  let k0 = key0 >>> 0
  let k1 = key1 >>> 0
  for (let round = 0; round < rounds; round++) {
    const high0 = highProduct(multipliers[0], c0)
    const low0 = Math.imul(multipliers[0], c0)
    const high1 = highProduct(multipliers[1], c2)
    const low1 = Math.imul(multipliers[1], c2)
    c0 = (high1 ^ c1 ^ k0) >>> 0
    c1 = low1 >>> 0
    c2 = (high0 ^ c3 ^ k1) >>> 0
    c3 = low0 >>> 0
    k0 = (k0 + weyl[0]) >>> 0
    k1 = (k1 + weyl[1]) >>> 0
  }
  words[0] = c0
  words[1] = c1
  words[2] = c2
  words[3] = c3
}
