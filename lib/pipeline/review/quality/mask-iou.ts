/**
 * How far two masks of one picture agree: the pixels in both over the pixels in either, at `threshold` (the Jaccard
 * index). 1 for two empty masks, which say the same. Throws where their sizes differ, since then nothing lies on
 * anything.
 */
export const maskIou = (one: Uint8Array, other: Uint8Array, threshold = 128): number => {
  if (one.length !== other.length) throw new RangeError('Masks of different sizes cannot be compared.')
  let both = 0
  let either = 0
  for (let at = 0; at < one.length; at += 1) {
    const [a, b] = [(one[at] ?? 0) >= threshold, (other[at] ?? 0) >= threshold]
    if (a && b) both += 1
    if (a || b) either += 1
  }
  return either === 0 ? 1 : both / either
}

/** The mean of all pairs: how far several people agree on one mask. Null for fewer than two. */
export const meanIou = (masks: readonly Uint8Array[]): number | null => {
  let sum = 0
  let pairs = 0
  for (const [at, one] of masks.entries())
    for (const other of masks.slice(at + 1)) {
      sum += maskIou(one, other)
      pairs += 1
    }
  return pairs === 0 ? null : sum / pairs
}
