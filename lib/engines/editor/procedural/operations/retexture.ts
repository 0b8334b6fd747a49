import { blur } from '@/lib/imaging/paint/blur'
import { smoothstep } from '@/lib/imaging/paint/compose'
import { fractalAt, grainPlane, noiseAt } from '@/lib/imaging/paint/noise'
import { copyLab, type LabColour, labOfHex, rasterOfLab } from '@/lib/imaging/paint/oklab'
import { hashAt } from '@/lib/imaging/paint/random'
import { defineOperation } from '../operation'
import { regionOf, settle } from '../scene'

export type MaterialName = 'marble' | 'wood' | 'stone' | 'gold' | 'metal' | 'ice'

export interface RetextureTask {
  readonly kind: 'retexture'
  readonly object: string | null
  readonly material: MaterialName
}

interface Grain {
  /** Position in texture units; the texture's features are about 1 apart. */
  readonly u: number
  readonly v: number
  readonly seed: number
}

interface Material {
  readonly colour: (grain: Grain) => LabColour
  /** How much of the surface's own fine detail shows through, 0–1. */
  readonly detail: number
  /** What the colour tends to in the shade; its own, darker, when absent. */
  readonly shade?: LabColour
  /** Steepness of the shading: above 1 for polished metal. */
  readonly contrast: number
}

const between = (p: LabColour, q: LabColour, t: number): LabColour => ({
  L: p.L + (q.L - p.L) * t,
  a: p.a + (q.a - p.a) * t,
  b: p.b + (q.b - p.b) * t,
})

const ink = Object.fromEntries(
  Object.entries({
    marble: '#eceae6',
    vein: '#8c9096',
    wood: '#a8713f',
    woodDark: '#6d4322',
    stone: '#8f8d88',
    stoneDark: '#5d5c5a',
    gold: '#d3a437',
    goldDark: '#a9761c',
    metal: '#b4b9bf',
    metalDark: '#9aa0a8',
    ice: '#cfe7f2',
    iceDeep: '#8fc0dc',
  }).map(([name, hex]) => [name, labOfHex(hex)]),
) as Record<string, LabColour>

const shadeOf = (name: string): LabColour => ink[name] ?? { L: 0.5, a: 0, b: 0 }

/** Marble's veins: where turbulence bends a plane wave through zero, thin lines of two scales. */
const veinsAt = ({ u, v, seed }: Grain): number => {
  const bend = fractalAt(u * 0.9, v * 0.9, 5, seed) * 5
  const wide = Math.abs(Math.sin((u * 0.55 + v * 0.8) * 0.9 + bend))
  const thin = Math.abs(Math.sin((u * 0.9 - v * 0.5) * 1.5 + bend * 1.6))
  return (
    Math.max(0.75 * smoothstep(0.16, 0, wide), 0.5 * smoothstep(0.08, 0, thin)) +
    0.16 * fractalAt(u, v, 3, seed + 9)
  )
}

const materials: Readonly<Record<MaterialName, Material>> = {
  marble: {
    colour: (g) => between(shadeOf('marble'), shadeOf('vein'), veinsAt(g)),
    detail: 0.25,
    contrast: 0.95,
  },
  wood: {
    colour: ({ u, v, seed }) => {
      const ring = Math.sin((v * 2.1 + 2.4 * fractalAt(u * 0.22, v * 0.7, 3, seed)) * 4)
      const fibre = fractalAt(u * 0.8, v * 14, 3, seed + 3)
      return between(
        shadeOf('wood'),
        shadeOf('woodDark'),
        Math.min(1, 0.25 + 0.25 * ring + 0.75 * (fibre - 0.35)),
      )
    },
    detail: 0.2,
    contrast: 0.95,
  },
  stone: {
    colour: ({ u, v, seed }) => {
      const speck = hashAt(Math.floor(u * 30), Math.floor(v * 30), seed + 5) ** 3
      const cloud = fractalAt(u * 1.6, v * 1.6, 6, seed)
      return between(
        shadeOf('stone'),
        shadeOf('stoneDark'),
        Math.min(1, smoothstep(0.3, 0.75, cloud) * 0.8 + 0.45 * speck),
      )
    },
    detail: 0.55,
    contrast: 1,
  },
  gold: {
    colour: ({ u, v, seed }) =>
      between(shadeOf('gold'), shadeOf('goldDark'), 0.4 * noiseAt(u * 3, v * 3, seed)),
    detail: 0.75,
    shade: labOfHex('#7a3f08'),
    contrast: 1.5,
  },
  metal: {
    colour: ({ u, v, seed }) =>
      between(shadeOf('metal'), shadeOf('metalDark'), fractalAt(u * 0.6, v * 24, 2, seed)),
    detail: 0.65,
    contrast: 1.5,
  },
  ice: {
    colour: ({ u, v, seed }) => {
      const crack = smoothstep(0.07, 0, Math.abs(fractalAt(u * 1.3, v * 1.3, 4, seed) - 0.5))
      const cloud = fractalAt(u * 0.8, v * 0.8, 4, seed + 4)
      const deep = between(shadeOf('ice'), shadeOf('iceDeep'), smoothstep(0.3, 0.7, cloud))
      return { ...deep, L: Math.min(0.98, deep.L + 0.12 * crack) }
    },
    detail: 0.5,
    contrast: 1.15,
  },
}

/** Gives a surface another material: the texture's colour, under the light and shadow that fall on the surface now. */
export const retexture = defineOperation({
  describe: ({ object, material }: RetextureTask) => `retexture ${object ?? 'the region'} as ${material}`,
  needsRegion: () => true,
  ranges: { scale: [0.75, 1.4], turn: [-0.6, 0.6], strength: [0.9, 1] },
  paint: (scene, task, knobs, seed) => {
    const { width, height } = scene.anchor
    const mask = regionOf(scene, `retexture ${task.object ?? 'it'}`).fine.data
    const material = materials[task.material]
    const inside = Array.from(mask.keys()).filter((i) => (mask[i] ?? 0) >= 128)
    // Shading is measured inside the region only: its neighbours' brightness is not light on this surface.
    const weight = blur(
      Float32Array.from(mask, (v) => (v >= 128 ? 1 : 0)),
      width,
      height,
      width / 60,
    )
    const broad = blur(
      scene.lab.L.map((v, i) => ((mask[i] ?? 0) >= 128 ? v : 0)),
      width,
      height,
      width / 60,
    )
    const lights = Float32Array.from(inside, (i) => (broad[i] ?? 0) / Math.max(1e-3, weight[i] ?? 0)).sort()
    const usual = Math.max(0.1, lights[Math.floor(lights.length * 0.6)] ?? 0.5)
    const cell = (width / 7) * knobs.scale
    const [cos, sin] = [Math.cos(knobs.turn), Math.sin(knobs.turn)]
    const fleck = grainPlane(width, height, seed)
    const out = copyLab(scene.lab)
    for (const i of inside) {
      const x = i % width
      const y = Math.floor(i / width)
      // Seen at an angle, a texture is flatter than it is wide.
      const [px, py] = [x / cell, (y * 1.5) / cell]
      const base = material.colour({ u: px * cos - py * sin, v: px * sin + py * cos, seed })
      const level = (broad[i] ?? 0) / Math.max(1e-3, weight[i] ?? 0)
      const fine = (scene.lab.L[i] ?? 0) - level
      const glint = smoothstep(0.14, 0.3, fine)
      const shade = Math.max(0.25, Math.min(1.35, (level / usual) ** (0.85 * material.contrast)))
      const deep = material.shade ? smoothstep(1, 0.35, shade + fine) : 0
      const colour = { ...between(base, material.shade ?? base, deep), L: base.L }
      const detail = fine * (material.detail + (1 - material.detail) * glint * 0.8) * material.contrast
      const L = Math.min(
        0.985,
        Math.max(0.02, colour.L * shade + detail + scene.look.grain * 0.5 * (fleck[i] ?? 0)),
      )
      const chroma = Math.min(1.2, L / Math.max(0.1, colour.L)) * (1 - 0.6 * glint)
      const s = knobs.strength
      out.L[i] = L * s + (scene.lab.L[i] ?? 0) * (1 - s)
      out.a[i] = colour.a * chroma * s + (scene.lab.a[i] ?? 0) * (1 - s)
      out.b[i] = colour.b * chroma * s + (scene.lab.b[i] ?? 0) * (1 - s)
    }
    return settle(scene, rasterOfLab(out), 'outline')
  },
})
