/** The finaliser of MurmurHash3: every input bit reaches every output bit. Takes and returns a uint32. */
const mix = (value: number): number => {
  let h = value >>> 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/**
 * The seed of stream `index` under `seed`, a uint32: mix(mix(seed) + index · 0x9e3779b9). Counter-based, so stream i
 * is the same whether ten or a thousand are drawn, and neighbouring seeds share no streams.
 */
export const seedOf = (seed: number, index: number): number =>
  mix((mix(seed) + Math.imul(index + 1, 0x9e3779b9)) >>> 0)

/** A hash of a lattice point as a number in [0, 1). */
export const hashAt = (x: number, y: number, seed: number): number =>
  mix(Math.imul(x | 0, 0x27d4eb2d) ^ Math.imul(y | 0, 0x165667b1) ^ Math.imul(seed | 0, 0x9e3779b9)) /
  0x100000000

export interface Random {
  /** In [0, 1). */
  next(): number
  /** In [low, high). */
  between(low: number, high: number): number
  /** About standard normal: the sum of four uniforms. */
  normal(): number
}

/** A stream of numbers that depends on the uint32 seed alone. */
export const createRandom = (seed: number): Random => {
  let counter = 0
  const next = () => {
    counter += 1
    return seedOf(seed, counter) / 0x100000000
  }
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    normal: () => (next() + next() + next() + next() - 2) * Math.sqrt(3),
  }
}
