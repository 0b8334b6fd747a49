import { blur } from '@/lib/imaging/paint/blur'
import { smoothstep } from '@/lib/imaging/paint/compose'
import type { Lab } from '@/lib/imaging/paint/oklab'
import type { Plane } from '@/lib/imaging/paint/planes'
import { resizePlane } from '@/lib/imaging/paint/resample'

export interface Sky {
  /** 1 in the sky, 0 elsewhere, [H, W]; all 0 where the picture shows none. */
  readonly weights: Plane
  readonly share: number
  /** The lowest row that is mostly sky, as a share of the height; 0 without a sky. */
  readonly horizon: number
}

const scanWidth = 96

/** Lightness above which a colourless patch may be sky, and the tone of the paper in a monochrome print. */
interface Print {
  readonly bright: number
  readonly a: number
  readonly b: number
}

/**
 * A sepia print has one hue, from its paper: what counts is how far a colour is from it. There, and only there, a sky is
 * merely brighter than most of the picture.
 */
const printOf = (L: Plane, a: Plane, b: Plane): Print => {
  const mean = (plane: Plane) => plane.reduce((sum, v) => sum + v, 0) / plane.length
  const [ma, mb] = [mean(a), mean(b)]
  const spread = a.reduce((sum, v, i) => sum + (v - ma) ** 2 + ((b[i] ?? 0) - mb) ** 2, 0) / a.length
  if (Math.sqrt(spread) > 0.022) return { bright: 0.62, a: 0, b: 0 }
  return { bright: Math.min(0.62, mean(L) + 0.06), a: ma, b: mb }
}

/** Blue, grey and bright, or night-dark: what a sky can look like. */
const couldBeSky = (L: number, a: number, b: number, print: Print): boolean => {
  const chroma = Math.hypot(a - print.a, b - print.b)
  const blue = b < -0.012 && a < 0.06
  const cloud = chroma < 0.035 && L > print.bright
  const night = L < 0.32 && chroma < 0.1 && b < 0.02
  return blue || cloud || night
}

/**
 * A clean matte from a rough one: a pixel near the sky belongs to it when its colour is the one that the sky has around
 * there. Masts and branches, thinner than the rough matte can tell, stand out from it; the sky between them does not.
 */
const matte = ({ L, a, b, width, height }: Lab, rough: Plane): Plane => {
  const spread = width / 36
  const sure = rough.map((v) => (v > 0.9 ? 1 : 0))
  const weight = blur(sure, width, height, spread)
  const local = (plane: Plane) =>
    blur(
      plane.map((v, i) => v * (sure[i] ?? 0)),
      width,
      height,
      spread,
    ).map((v, i) => v / Math.max(1e-4, weight[i] ?? 0))
  const [skyL, skyA, skyB] = [local(L), local(a), local(b)]
  const seen = blur(L, width, height, 0.6)
  const likeness = seen.map((v, i) => {
    if ((weight[i] ?? 0) < 0.02) return 0
    const colour = Math.hypot((a[i] ?? 0) - (skyA[i] ?? 0), (b[i] ?? 0) - (skyB[i] ?? 0))
    const off = Math.hypot(v - (skyL[i] ?? 0), 1.2 * colour)
    return smoothstep(0.085, 0.03, off) * smoothstep(0.02, 0.12, weight[i] ?? 0)
  })
  return blur(likeness, width, height, 0.6)
}

/**
 * The sky is what can look like sky, is calm, and is connected to the top edge. Found on a small copy and brought back
 * to full size along the picture's edges. Less than a twelfth of the picture is taken for something else.
 */
export const skyOf = ({ L, a, b, width, height }: Lab): Sky => {
  const w = Math.min(width, scanWidth)
  const h = Math.max(8, Math.round((height * w) / width))
  const smallL = resizePlane(L, width, height, w, h)
  const smallA = resizePlane(a, width, height, w, h)
  const smallB = resizePlane(b, width, height, w, h)
  const print = printOf(smallL, smallA, smallB)
  const smooth = blur(smallL, w, h, 1)
  const rough = blur(
    smallL.map((v, i) => Math.abs(v - (smooth[i] ?? 0))),
    w,
    h,
    1.2,
  )
  const open = smallL.map((v, i) =>
    couldBeSky(v, smallA[i] ?? 0, smallB[i] ?? 0, print) && (rough[i] ?? 0) < 0.022 ? 1 : 0,
  )
  const found = new Float32Array(w * h)
  const queue: number[] = []
  for (let x = 0; x < w; x += 1) if (open[x]) queue.push(x)
  for (const i of queue) found[i] = 1
  for (let at = 0; at < queue.length; at += 1) {
    const i = queue[at] ?? 0
    const x = i % w
    for (const j of [x > 0 ? i - 1 : -1, x < w - 1 ? i + 1 : -1, i - w, i + w]) {
      if (j < 0 || j >= w * h || !open[j] || found[j]) continue
      if (Math.abs((smallL[i] ?? 0) - (smallL[j] ?? 0)) > 0.06) continue
      found[j] = 1
      queue.push(j)
    }
  }
  const share = queue.length / (w * h)
  if (share < 1 / 12) return { weights: new Float32Array(width * height), share: 0, horizon: 0 }
  let horizon = 0
  for (let y = 0; y < h; y += 1) {
    let count = 0
    for (let x = 0; x < w; x += 1) count += found[y * w + x] ?? 0
    if (count > w * 0.4) horizon = (y + 1) / h
  }
  return {
    weights: matte({ L, a, b, width, height }, resizePlane(found, w, h, width, height)),
    share,
    horizon,
  }
}
