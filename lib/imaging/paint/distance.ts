import type { Plane } from './planes'

const far = 1e10

/** Lower envelope of parabolas along one line (Felzenszwalb and Huttenlocher, 2012): squared distances in place. */
const transformLine = (
  values: Float64Array,
  length: number,
  out: Float64Array,
  sites: Int32Array,
  bounds: Float64Array,
) => {
  let k = 0
  sites[0] = 0
  bounds[0] = -far
  bounds[1] = far
  const crossing = (q: number, p: number) =>
    ((values[q] ?? 0) + q * q - ((values[p] ?? 0) + p * p)) / (2 * q - 2 * p)
  for (let q = 1; q < length; q += 1) {
    let s = crossing(q, sites[k] ?? 0)
    while (k > 0 && s <= (bounds[k] ?? 0)) {
      k -= 1
      s = crossing(q, sites[k] ?? 0)
    }
    k += 1
    sites[k] = q
    bounds[k] = s
    bounds[k + 1] = far
  }
  k = 0
  for (let q = 0; q < length; q += 1) {
    while ((bounds[k + 1] ?? far) < q) k += 1
    const p = sites[k] ?? 0
    out[q] = (q - p) * (q - p) + (values[p] ?? 0)
  }
}

/** Distance in pixels from every pixel to the nearest one where `isSite` holds; very large where there is none. */
export const distanceTo = (width: number, height: number, isSite: (i: number) => boolean): Plane => {
  const squares = new Float64Array(width * height)
  for (let i = 0; i < squares.length; i += 1) squares[i] = isSite(i) ? 0 : far
  const longest = Math.max(width, height)
  const line = new Float64Array(longest)
  const out = new Float64Array(longest)
  const sites = new Int32Array(longest)
  const bounds = new Float64Array(longest + 1)
  for (let x = 0; x < width; x += 1) {
    for (let y = 0; y < height; y += 1) line[y] = squares[y * width + x] ?? 0
    transformLine(line, height, out, sites, bounds)
    for (let y = 0; y < height; y += 1) squares[y * width + x] = out[y] ?? 0
  }
  const distances = new Float32Array(width * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) line[x] = squares[y * width + x] ?? 0
    transformLine(line, width, out, sites, bounds)
    for (let x = 0; x < width; x += 1) distances[y * width + x] = Math.sqrt(out[x] ?? 0)
  }
  return distances
}
