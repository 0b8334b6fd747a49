/** Agreement beyond chance: 1 where all agree, 0 as by chance, negative below it. Null where chance alone would do. */
const beyondChance = (observed: number, expected: number): number | null =>
  expected >= 1 ? null : (observed - expected) / (1 - expected)

/**
 * Cohen's κ of two people who labelled the same items (Cohen 1960, A coefficient of agreement for nominal scales):
 * (p₀ − pₑ) / (1 − pₑ), with p₀ the share on which they agree and pₑ = Σ p₁(c) p₂(c) of their own label shares. Null for
 * no items, or where both always say the same one thing.
 */
export const cohenKappa = (pairs: readonly (readonly [string, string])[]): number | null => {
  if (pairs.length === 0) return null
  const first = new Map<string, number>()
  const second = new Map<string, number>()
  let agreed = 0
  for (const [a, b] of pairs) {
    first.set(a, (first.get(a) ?? 0) + 1)
    second.set(b, (second.get(b) ?? 0) + 1)
    if (a === b) agreed += 1
  }
  let expected = 0
  for (const [label, count] of first) expected += (count * (second.get(label) ?? 0)) / pairs.length ** 2
  return beyondChance(agreed / pairs.length, expected)
}

/**
 * Fleiss' κ for items that the same number of people labelled, not necessarily the same people (Fleiss 1971, Measuring
 * nominal scale agreement among many raters). `counts[item][category]` is how many chose it; every row has one sum, of
 * two at least. Null for no items, or where only one category was ever used.
 */
export const fleissKappa = (counts: readonly (readonly number[])[]): number | null => {
  const raters = counts[0]?.reduce((sum, count) => sum + count, 0) ?? 0
  if (raters < 2) return null
  const shares: number[] = []
  let observed = 0
  for (const row of counts) {
    let pairs = 0
    for (const [category, count] of row.entries()) {
      pairs += count * (count - 1)
      shares[category] = (shares[category] ?? 0) + count / (counts.length * raters)
    }
    observed += pairs / (raters * (raters - 1)) / counts.length
  }
  return beyondChance(
    observed,
    shares.reduce((sum, share) => sum + share * share, 0),
  )
}
