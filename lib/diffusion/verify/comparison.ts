/** What a case compared: of all its values the one that used up the most of its tolerance. */
export interface Finding {
  readonly what: string
  /** Largest absolute error; for exact values, how many differ. Infinity where shapes differ or a value is no number. */
  readonly error: number
  readonly tolerance: number
  readonly ok: boolean
}

export interface Tolerance {
  readonly atol: number
  /** Added to `atol` as a fraction of the expected value, as NumPy's `allclose` does. */
  readonly rtol?: number
}

type Numbers = ArrayLike<number>
interface Shaped {
  readonly dims?: readonly number[]
  readonly data: Numbers
}

const isShaped = (value: Numbers | Shaped): value is Shaped => 'data' in value
const shaped = (value: Numbers | Shaped): Shaped => (isShaped(value) ? value : { data: value })

const worst = (actual: Numbers, expected: Numbers, { atol, rtol = 0 }: Tolerance) => {
  let error = 0
  let tolerance = atol
  let excess = Number.NEGATIVE_INFINITY
  for (let i = 0; i < expected.length; i++) {
    const wanted = expected[i] ?? Number.NaN
    const got = actual[i] ?? Number.NaN
    // Infinities and NaN are values too: a detector's columns beyond its text are -Infinity.
    const off = Object.is(got, wanted) || got === wanted ? 0 : Math.abs(got - wanted)
    const distance = Number.isNaN(off) ? Number.POSITIVE_INFINITY : off
    const allowed = Number.isFinite(wanted) ? atol + rtol * Math.abs(wanted) : atol
    if (distance - allowed <= excess) continue
    excess = distance - allowed
    error = distance
    tolerance = allowed
  }
  return { error, tolerance }
}

const differences = (actual: unknown, expected: unknown): number => {
  if (typeof expected !== 'object' || expected === null) return actual === expected ? 0 : 1
  if (typeof actual !== 'object' || actual === null) return 1
  const [got, wanted] = [actual, expected].map((value) =>
    ArrayBuffer.isView(value) ? Array.from(value as Int32Array) : value,
  ) as [Record<string, unknown>, Record<string, unknown>]
  const keys = new Set([...Object.keys(got), ...Object.keys(wanted)])
  let count = 0
  for (const key of keys) count += differences(got[key], wanted[key])
  return count
}

/** Collects what one case compares. */
export class Comparison {
  readonly findings: Finding[] = []

  private add(what: string, error: number, tolerance: number): void {
    this.findings.push({ what, error, tolerance, ok: error <= tolerance })
  }

  /** Numbers against numbers. Shapes are compared where both sides have one, lengths always. */
  close(what: string, actual: Numbers | Shaped, expected: Numbers | Shaped, tolerance: Tolerance): void {
    const [got, wanted] = [shaped(actual), shaped(expected)]
    const sizes =
      got.dims && wanted.dims ? [got.dims, wanted.dims] : [[got.data.length], [wanted.data.length]]
    if (String(sizes[0]) !== String(sizes[1])) {
      const said = `${what}: [${sizes[0]}] where [${sizes[1]}] was expected`
      this.add(said, Number.POSITIVE_INFINITY, tolerance.atol)
      return
    }
    const { error, tolerance: allowed } = worst(got.data, wanted.data, tolerance)
    this.add(what, error, allowed)
  }

  /** Values that must be equal: ids, tables, counts, words. The error is how many entries differ. */
  same(what: string, actual: unknown, expected: unknown): void {
    this.add(what, differences(actual, expected), 0)
  }

  /** An error that the topic measured itself, such as a fraction of differing pixels. */
  within(what: string, error: number, tolerance: number): void {
    this.add(what, Number.isNaN(error) ? Number.POSITIVE_INFINITY : error, tolerance)
  }

  /** The finding to show: the first that failed by the most, else the one nearest to its tolerance. */
  worst(): Finding {
    // Exact values have no scale of their own, so they only come first when they differ.
    const share = ({ error, tolerance }: Finding) =>
      error === 0 ? 0 : tolerance === 0 ? Number.POSITIVE_INFINITY : error / tolerance
    const [first, ...others] = this.findings
    if (!first) return { what: 'nothing was compared', error: 0, tolerance: 0, ok: false }
    return others.reduce((worst, next) => (share(next) > share(worst) ? next : worst), first)
  }
}
