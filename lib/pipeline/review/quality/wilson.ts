export interface Share {
  /** The share that was seen, 0–1. */
  readonly share: number
  /** Bounds of its 95 % interval, 0–1. */
  readonly low: number
  readonly high: number
}

/** The normal quantile of a two-sided 95 % interval. */
const z = 1.959963984540054

/**
 * A share of `part` in `whole` with its Wilson score interval (Wilson 1927, without continuity correction), which stays
 * inside 0–1 and is honest for small counts and for shares near its ends. Null when there is nothing to divide by.
 */
export const wilson = (part: number, whole: number): Share | null => {
  if (whole <= 0) return null
  const share = part / whole
  const scale = 1 + (z * z) / whole
  const middle = (share + (z * z) / (2 * whole)) / scale
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / whole + (z * z) / (4 * whole * whole))
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/** The interval as one figure: how far its farther bound lies from the share. For `72.6 % ± 4.4`. */
export const margin = ({ share, low, high }: Share): number => Math.max(share - low, high - share)
