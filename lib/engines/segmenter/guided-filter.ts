/**
 * The guided filter with a colour guide (He, Sun, Tang 2010, eq. 14–16): smooths `input` so that it follows the edges of
 * `guide`. `guide` is [H, W, 3], 0–255; `input` is [H, W], any range; `radius` in pixels; `epsilon` is how much variance
 * of the guide (in [0,1]²) counts as flat. Runs in time independent of the radius.
 */
export const guidedFilter = (
  guide: Uint8ClampedArray,
  input: Float32Array,
  width: number,
  height: number,
  radius: number,
  epsilon: number,
): Float32Array => {
  const n = width * height
  const box = (values: Float32Array) => boxMean(values, width, height, radius)
  const plane = (value: (i: number) => number) => Float32Array.from({ length: n }, (_, i) => value(i))
  const [r, g, b] = [0, 1, 2].map((c) => plane((i) => (guide[i * 3 + c] as number) / 255)) as Planes
  const product = (x: Float32Array, y: Float32Array) => box(plane((i) => (x[i] as number) * (y[i] as number)))
  const [mr, mg, mb] = [box(r), box(g), box(b)]
  const mp = box(input)
  const [rr, rg, rb] = [product(r, r), product(r, g), product(r, b)]
  const [gg, gb, bb] = [product(g, g), product(g, b), product(b, b)]
  const [rp, gp, bp] = [product(r, input), product(g, input), product(b, input)]
  const [ar, ag, ab] = [new Float32Array(n), new Float32Array(n), new Float32Array(n)]
  const offset = new Float32Array(n)
  for (let i = 0; i < n; i++) {
    const [mR, mG, mB, mP] = [mr[i] as number, mg[i] as number, mb[i] as number, mp[i] as number]
    // The symmetric covariance of the guide, and its covariance with the input.
    const c11 = (rr[i] as number) - mR * mR + epsilon
    const c12 = (rg[i] as number) - mR * mG
    const c13 = (rb[i] as number) - mR * mB
    const c22 = (gg[i] as number) - mG * mG + epsilon
    const c23 = (gb[i] as number) - mG * mB
    const c33 = (bb[i] as number) - mB * mB + epsilon
    const [v1, v2, v3] = [
      (rp[i] as number) - mR * mP,
      (gp[i] as number) - mG * mP,
      (bp[i] as number) - mB * mP,
    ]
    // Inverse by cofactors.
    const k11 = c22 * c33 - c23 * c23
    const k12 = c13 * c23 - c12 * c33
    const k13 = c12 * c23 - c13 * c22
    const k22 = c11 * c33 - c13 * c13
    const k23 = c12 * c13 - c11 * c23
    const k33 = c11 * c22 - c12 * c12
    const scale = 1 / (c11 * k11 + c12 * k12 + c13 * k13)
    const a1 = (k11 * v1 + k12 * v2 + k13 * v3) * scale
    const a2 = (k12 * v1 + k22 * v2 + k23 * v3) * scale
    const a3 = (k13 * v1 + k23 * v2 + k33 * v3) * scale
    ar[i] = a1
    ag[i] = a2
    ab[i] = a3
    offset[i] = mP - a1 * mR - a2 * mG - a3 * mB
  }
  const [sr, sg, sb, so] = [box(ar), box(ag), box(ab), box(offset)]
  return plane(
    (i) =>
      (sr[i] as number) * (r[i] as number) +
      (sg[i] as number) * (g[i] as number) +
      (sb[i] as number) * (b[i] as number) +
      (so[i] as number),
  )
}

type Planes = [Float32Array, Float32Array, Float32Array]

/** Mean over the (2·radius + 1)² window, clipped at the border, by running sums along rows and then columns. */
export const boxMean = (
  values: Float32Array,
  width: number,
  height: number,
  radius: number,
): Float32Array => {
  const rows = new Float32Array(width * height)
  for (let y = 0; y < height; y++) slide(values, rows, y * width, 1, width, radius)
  const result = new Float32Array(width * height)
  for (let x = 0; x < width; x++) slide(rows, result, x, width, height, radius)
  return result
}

const slide = (
  from: Float32Array,
  to: Float32Array,
  start: number,
  step: number,
  length: number,
  radius: number,
) => {
  let sum = 0
  for (let i = 0; i < Math.min(radius, length); i++) sum += from[start + i * step] as number
  for (let i = 0; i < length; i++) {
    if (i + radius < length) sum += from[start + (i + radius) * step] as number
    if (i - radius - 1 >= 0) sum -= from[start + (i - radius - 1) * step] as number
    const count = Math.min(i + radius, length - 1) - Math.max(i - radius, 0) + 1
    to[start + i * step] = sum / count
  }
}
