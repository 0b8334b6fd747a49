export type Scale = 'nominal' | 'ordinal' | 'interval' | 'ratio'

/**
 * δ², how far two values lie apart on a scale (Krippendorff 2011, Computing Krippendorff's alpha-reliability, step D).
 * `totals` are the values that occur, in order, with how often; ordinal distance counts what lies between two ranks.
 */
const distance = (
  scale: Scale,
  values: readonly number[],
  totals: readonly number[],
  c: number,
  k: number,
): number => {
  if (c === k) return 0
  const [a, b] = [values[c] ?? 0, values[k] ?? 0]
  switch (scale) {
    case 'nominal':
      return 1
    case 'interval':
      return (a - b) ** 2
    case 'ratio':
      return a + b === 0 ? 0 : ((a - b) / (a + b)) ** 2
    case 'ordinal': {
      const [low, high] = c < k ? [c, k] : [k, c]
      let between = -((totals[low] ?? 0) + (totals[high] ?? 0)) / 2
      for (let g = low; g <= high; g += 1) between += totals[g] ?? 0
      return between ** 2
    }
  }
}

/**
 * Krippendorff's α: 1 − observed / expected disagreement, for any number of people, any scale and missing values.
 * `units` are the items with what each of the people who judged them said, as numbers in the scale's own order; an item
 * that fewer than two judged says nothing and is left out. Null where nothing can be paired or no two values differ.
 */
export const krippendorffAlpha = (units: readonly (readonly number[])[], scale: Scale): number | null => {
  const pairable = units.filter((unit) => unit.length >= 2)
  const values = [...new Set(pairable.flat())].sort((a, b) => a - b)
  const indexOf = new Map(values.map((value, index) => [value, index]))
  const size = values.length
  // The coincidence matrix: each unit gives its ordered pairs a weight of 1 / (people in it − 1).
  const coincidences = new Float64Array(size * size)
  for (const unit of pairable)
    for (const [at, one] of unit.entries())
      for (const [other, two] of unit.entries())
        if (at !== other) {
          const cell = (indexOf.get(one) ?? 0) * size + (indexOf.get(two) ?? 0)
          coincidences[cell] = (coincidences[cell] ?? 0) + 1 / (unit.length - 1)
        }
  const totals = values.map((_, c) =>
    values.reduce((sum, _value, k) => sum + (coincidences[c * size + k] ?? 0), 0),
  )
  const all = totals.reduce((sum, total) => sum + total, 0)
  let observed = 0
  let expected = 0
  for (let c = 0; c < size; c += 1)
    for (let k = 0; k < size; k += 1) {
      const apart = distance(scale, values, totals, c, k)
      observed += (coincidences[c * size + k] ?? 0) * apart
      expected += (totals[c] ?? 0) * (totals[k] ?? 0) * apart
    }
  return expected === 0 ? null : 1 - ((all - 1) * observed) / expected
}
