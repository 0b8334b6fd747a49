import { blur } from '@/lib/imaging/paint/blur'
import { smoothstep } from '@/lib/imaging/paint/compose'
import { fractalPlane, grainPlane } from '@/lib/imaging/paint/noise'
import { createLight, luminanceOf, type Plane, rasterOfLight } from '@/lib/imaging/paint/planes'
import { createRandom } from '@/lib/imaging/paint/random'
import { airOf, distanceOf } from '../depth'
import { defineOperation } from '../operation'
import { addStreak } from '../particles'
import { type Scene, settle } from '../scene'

export interface SnowTask {
  readonly kind: 'snow'
}

/** Flakes of three depths: dust far away, flakes, and a few big ones out of focus close to the lens. */
const layers = [
  { perMegapixel: 3600, radius: 0.6, alpha: 0.6, soft: 0.6 },
  { perMegapixel: 900, radius: 1.5, alpha: 0.75, soft: 1.1 },
  { perMegapixel: 110, radius: 4.2, alpha: 0.42, soft: 3.2 },
]

const flakesOf = (width: number, height: number, density: number, wind: number, seed: number): Plane => {
  const coverage = new Float32Array(width * height)
  const random = createRandom(seed)
  const scale = Math.max(0.7, height / 512)
  for (const { perMegapixel, radius, alpha, soft } of layers) {
    const count = Math.round((perMegapixel * density * width * height) / 1e6)
    for (let n = 0; n < count; n += 1) {
      const fall = radius * random.between(0.4, 1.6)
      addStreak(
        coverage,
        width,
        height,
        {
          x: random.next() * width,
          y: random.next() * height,
          dx: (wind + random.between(-0.3, 0.3)) * fall,
          dy: fall,
          radius: radius * scale * random.between(0.6, 1.3),
          alpha: alpha * random.between(0.45, 1),
        },
        soft * scale,
      )
    }
  }
  return coverage
}

/** How busy the picture is round every pixel, in lightness. */
const roughnessOf = ({ lab, anchor: { width, height } }: Scene): Plane => {
  const smooth = blur(lab.L, width, height, 3)
  return blur(
    lab.L.map((v, i) => Math.abs(v - (smooth[i] ?? 0))),
    width,
    height,
    3,
  )
}

/**
 * Where snow lies, 0–1: a shelf under every edge with something calm above it (the top of an object shows as a long
 * horizontal edge), thicker where the edge is stronger, in clumps, and thinning downwards.
 */
const lyingOf = (
  { lab, sky, anchor: { width, height } }: Scene,
  rough: Plane,
  depth: number,
  seed: number,
): Plane => {
  const L = blur(lab.L, width, height, 1.4)
  const above = Math.round(height / 64) * width
  const shelf = new Float32Array(L.length)
  for (let y = 2, i = 2 * width; y < height - 2; y += 1) {
    for (let x = 0; x < width; x += 1, i += 1) {
      const dy = (L[i + 2 * width] ?? 0) - (L[i - 2 * width] ?? 0)
      const dx = (L[x < width - 2 ? i + 2 : i] ?? 0) - (L[x > 1 ? i - 2 : i] ?? 0)
      const level = Math.max(0, Math.abs(dy) - 0.9 * Math.abs(dx))
      const calm = smoothstep(0.035, 0.014, rough[Math.max(x, i - above)] ?? 0)
      shelf[i] = smoothstep(0.025, 0.13, level) * calm * (1 - (sky.weights[i] ?? 0))
    }
  }
  const reach = Math.max(3, (depth * height) / 40)
  const clumps = fractalPlane(width, height, { cellX: width / 14, cellY: width / 18, octaves: 3, seed })
  // Only edges that go on for a while carry snow; specks and stubble do not.
  const long = blur(shelf, width, height, width / 150)
  const lying = new Float32Array(L.length)
  for (let x = 0; x < width; x += 1) {
    let load = 0
    for (let y = 0; y < height; y += 1) {
      const i = y * width + x
      const clump = clumps[i] ?? 0
      const caught = smoothstep(0.2, 0.5, long[i] ?? 0) * (0.3 + 1.1 * clump)
      load = Math.max(load - (0.6 + 0.8 * (1 - clump)) / reach, caught)
      lying[i] = Math.max(0, load)
    }
  }
  return blur(lying, width, height, 1.4).map((v) => smoothstep(0.2, 0.55, v))
}

export const snow = defineOperation({
  describe: (_: SnowTask) => 'let it snow',
  needsRegion: () => false,
  ranges: { density: [0.7, 1.3], wind: [-1.2, 1.2], depth: [0.7, 1.3], cold: [0.6, 1] },
  paint: (scene, _task, knobs, seed) => {
    const { light, sky } = scene
    const { width, height } = scene.anchor
    const luminance = luminanceOf(light)
    const air = airOf(luminance)
    const distance = distanceOf(scene)
    const rough = roughnessOf(scene)
    const lying = lyingOf(scene, rough, knobs.depth, seed)
    const banks = blur(lying, width, height, 2.2)
    const flakes = flakesOf(width, height, knobs.density, knobs.wind, seed + 3)
    const dust = flakesOf(width, height, 2.6, 0, seed + 5)
    const drifts = fractalPlane(width, height, {
      cellX: width / 4,
      cellY: width / 9,
      octaves: 4,
      seed: seed + 6,
    })
    const sparkle = grainPlane(width, height, seed + 9)
    const broad = blur(luminance, width, height, width / 28)
    const outdoors = sky.share > 0 ? 1 : 0
    const out = createLight(width, height)
    for (let y = 0, i = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1, i += 1) {
        // A dusting in fine grains, in drifts, thicker towards the viewer; under a sky it closes to a cover.
        const low = outdoors * smoothstep(sky.horizon, 1, y / height)
        const drift = (drifts[i] ?? 0) - 0.5 + 0.35 * (y / height)
        const grains = (dust[i] ?? 0) * smoothstep(-0.1, 0.3, drift)
        // The ground whitens tone by tone: what was darker than its surroundings stays darker, and stands out of the snow.
        const relief = Math.min(1.15, ((luminance[i] ?? 0) + 0.015) / ((broad[i] ?? 0) + 0.015))
        const blanket = low * smoothstep(0.25, 0.95, relief) * (0.5 + 0.35 * smoothstep(-0.3, 0.2, drift))
        const ground = 1 - (1 - grains) * (1 - blanket)
        const cover = Math.max(lying[i] ?? 0, ground * (1 - (sky.weights[i] ?? 0)))
        const slope =
          (banks[y > 1 ? i - 2 * width : i] ?? 0) - (banks[y < height - 2 ? i + 2 * width : i] ?? 0)
        const shade = Math.min(1.15, Math.max(0.5, 0.86 - 0.9 * slope + 0.02 * (sparkle[i] ?? 0)))
        const white = Math.min(0.92, 0.34 + 0.5 * air + 0.4 * (broad[i] ?? 0)) * shade
        const mist = 1 - Math.exp(-0.28 * (distance[i] ?? 0))
        const flake = flakes[i] ?? 0
        const Y = luminance[i] ?? 0
        const channel = (plane: Plane, tint: number, shadow: number) => {
          const bare = ((plane[i] ?? 0) * 0.72 + Y * 0.28) * (1 - knobs.cold + knobs.cold * tint)
          const laid = bare * (1 - cover) + white * shadow * cover
          const far = laid * (1 - mist) + air * tint * mist
          return far * (1 - flake) + Math.max(0.5, air * 1.2) * flake
        }
        out.r[i] = channel(light.r, 0.93, 0.93 + 0.05 * shade)
        out.g[i] = channel(light.g, 1, 0.97 + 0.02 * shade)
        out.b[i] = channel(light.b, 1.1, 1.03)
      }
    }
    return settle(scene, rasterOfLight(out), 'flood')
  },
})
