export interface Label {
  readonly item: string
  readonly rater: string
  readonly label: string
}

export interface Inferred {
  readonly labels: readonly string[]
  /** The share of each true label among the items. */
  readonly priors: readonly number[]
  /** By item: how probable each label is its true one. */
  readonly posterior: ReadonlyMap<string, readonly number[]>
  /** By rater: `matrix[truth][said]`, how often somebody says the one where the other is true; rows sum to 1. */
  readonly confusion: ReadonlyMap<string, readonly (readonly number[])[]>
  readonly logLikelihood: number
  readonly rounds: number
}

export interface Convergence {
  /** Added to every cell of every confusion matrix: 0 is the paper's maximum likelihood. */
  readonly smoothing?: number
  readonly rounds?: number
  /** Ends when the log-likelihood grows by less than this. */
  readonly tolerance?: number
}

const numbered = (names: Iterable<string>): Map<string, number> =>
  new Map([...new Set(names)].sort().map((name, index) => [name, index]))

/**
 * Infers true labels and how each person errs from redundant labels alone, by EM (Dawid & Skene 1979, Maximum likelihood
 * estimation of observer error-rates using the EM algorithm, Applied Statistics 28). It begins with each item's
 * own label shares (their equation 3.1), then alternates the M step (2.3, 2.4) and the E step (2.5), in logarithms since
 * a product over many raters underflows. Somebody may label an item more than once. Empty input gives an empty answer.
 */
export const dawidSkene = (
  given: readonly Label[],
  { smoothing = 0, rounds = 200, tolerance = 1e-9 }: Convergence = {},
): Inferred => {
  const items = numbered(given.map(({ item }) => item))
  const raters = numbered(given.map(({ rater }) => rater))
  const labels = numbered(given.map(({ label }) => label))
  const [itemCount, raterCount, size] = [items.size, raters.size, labels.size]
  const votes = given.map(({ item, rater, label }) => [
    items.get(item) ?? 0,
    raters.get(rater) ?? 0,
    labels.get(label) ?? 0,
  ]) as [number, number, number][]

  const posterior = new Float64Array(itemCount * size) // [items, truth]
  for (const [item, , said] of votes) posterior[item * size + said] = (posterior[item * size + said] ?? 0) + 1
  for (let item = 0; item < itemCount; item += 1) normalise(posterior, item * size, size)

  const priors = new Float64Array(size)
  const confusion = new Float64Array(raterCount * size * size) // [raters, truth, said]
  let logLikelihood = Number.NEGATIVE_INFINITY
  let round = 0
  for (; round < rounds; round += 1) {
    maximise()
    const next = expect()
    const grown = next - logLikelihood
    logLikelihood = next
    if (grown < tolerance) break
  }

  const rows = (from: Float64Array, offset: number) => [...from.subarray(offset, offset + size)]
  return {
    labels: [...labels.keys()],
    priors: [...priors],
    posterior: new Map([...items].map(([item, index]) => [item, rows(posterior, index * size)])),
    confusion: new Map(
      [...raters].map(([rater, index]) => [
        rater,
        Array.from({ length: size }, (_, truth) => rows(confusion, (index * size + truth) * size)),
      ]),
    ),
    logLikelihood: itemCount === 0 ? 0 : logLikelihood,
    rounds: round,
  }

  function maximise() {
    priors.fill(0)
    for (let item = 0; item < itemCount; item += 1)
      for (let truth = 0; truth < size; truth += 1)
        priors[truth] = (priors[truth] ?? 0) + (posterior[item * size + truth] ?? 0) / itemCount
    confusion.fill(smoothing)
    for (const [item, rater, said] of votes)
      for (let truth = 0; truth < size; truth += 1) {
        const cell = (rater * size + truth) * size + said
        confusion[cell] = (confusion[cell] ?? 0) + (posterior[item * size + truth] ?? 0)
      }
    for (let row = 0; row < raterCount * size; row += 1) normalise(confusion, row * size, size)
  }

  function expect(): number {
    for (let item = 0; item < itemCount; item += 1)
      for (let truth = 0; truth < size; truth += 1)
        posterior[item * size + truth] = Math.log(priors[truth] ?? 0)
    for (const [item, rater, said] of votes)
      for (let truth = 0; truth < size; truth += 1) {
        const cell = item * size + truth
        posterior[cell] =
          (posterior[cell] ?? 0) + Math.log(confusion[(rater * size + truth) * size + said] ?? 0)
      }
    let total = 0
    for (let item = 0; item < itemCount; item += 1) total += fromLogarithms(posterior, item * size, size)
    return total
  }
}

/** Scales a row to sum to 1; one that is empty stays so. */
function normalise(values: Float64Array, offset: number, size: number): void {
  let sum = 0
  for (let at = offset; at < offset + size; at += 1) sum += values[at] ?? 0
  if (sum > 0) for (let at = offset; at < offset + size; at += 1) values[at] = (values[at] ?? 0) / sum
}

/** Turns a row of logarithms into shares that sum to 1, and returns the logarithm of what they summed to. */
function fromLogarithms(values: Float64Array, offset: number, size: number): number {
  let most = Number.NEGATIVE_INFINITY
  for (let at = offset; at < offset + size; at += 1) most = Math.max(most, values[at] ?? 0)
  let sum = 0
  for (let at = offset; at < offset + size; at += 1) {
    values[at] = Math.exp((values[at] ?? 0) - most)
    sum += values[at] ?? 0
  }
  for (let at = offset; at < offset + size; at += 1) values[at] = (values[at] ?? 0) / sum
  return most + Math.log(sum)
}
