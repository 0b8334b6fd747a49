import { fractalAt } from '@/lib/imaging/paint/noise'
import { type LabColour, labOfHex } from '@/lib/imaging/paint/oklab'
import {
  blend,
  capsule,
  common,
  curve,
  ellipse,
  moved,
  outline,
  path,
  polygon,
  swell,
  turned,
  union,
} from './shapes'
import { type Part, type SolidPart, shaded, type Thing, varied } from './thing'

const hex = labOfHex

const leaf = (x: number, y: number, angle: number, length: number): Part => ({
  shape: turned(
    common(
      ellipse(x + length * 0.5, y - 0.22 * length, length * 0.62, length * 0.5),
      ellipse(x + length * 0.5, y + 0.22 * length, length * 0.62, length * 0.5),
    ),
    angle,
    x,
    y,
  ),
  colour: (px, py) => shaded(hex('#3f7d35'), 0.04 * Math.sin((px * 1.3 + py) * 60)),
  round: 0.06,
  gloss: 0.2,
})

export const flower: Thing = {
  name: 'flower',
  aliases: ['daisy', 'sunflower', 'blossom', 'tulip', 'plant'],
  extent: [0.62, 1.3],
  home: 'ground',
  size: 0.14,
  tilt: 0.12,
  parts: (colour, random) => {
    const petal = varied(colour ?? hex('#f4f1ea'), random)
    const count = 11 + Math.floor(random.next() * 5)
    const ring = (radius: number, offset: number, dim: number): readonly Part[] =>
      Array.from({ length: count }, (_, n) => {
        const angle = ((n + offset) * 2 * Math.PI) / count + random.between(-0.06, 0.06)
        return {
          shape: moved(turned(ellipse(radius * 0.58, 0, radius * 0.42, radius * 0.16), angle), 0, -0.72),
          colour: (x: number, y: number) =>
            shaded(petal, dim - 0.1 * Math.max(0, 0.32 - Math.hypot(x, y + 0.72))),
          round: 0.1,
        }
      })
    return [
      {
        shape: path(0.03, ...curve([0, -0.7], [random.between(-0.18, 0.18), 0.4], [0, 1.3])),
        colour: hex('#4c8a3a'),
        round: 0.03,
      },
      leaf(0, 0.75, -0.7, 0.5),
      leaf(0, 0.95, -2.5, 0.44),
      ...ring(0.58, 0.5, -0.08),
      ...ring(0.54, 0, 0),
      {
        shape: ellipse(0, -0.72, 0.17),
        colour: (x, y) => shaded(hex('#dba21f'), 0.12 * (fractalAt(x * 34, y * 34, 2, 3) - 0.5)),
        round: 0.2,
      },
    ]
  },
}

export const rose: Thing = {
  name: 'rose',
  aliases: [],
  extent: [0.6, 1.3],
  home: 'ground',
  size: 0.13,
  tilt: 0.2,
  parts: (colour, random) => {
    const petal = varied(colour ?? hex('#b3142e'), random)
    const twist = random.between(0, 6)
    const petals = Array.from({ length: 13 }, (_, n): Part => {
      const layer = n < 5 ? 0 : n < 9 ? 1 : n < 12 ? 2 : 3
      const away = [0.24, 0.17, 0.09, 0][layer] ?? 0
      const size = [0.3, 0.24, 0.18, 0.12][layer] ?? 0.1
      const angle = twist + n * 2.399963
      const cx = Math.cos(angle) * away
      const cy = -0.75 + Math.sin(angle) * away * 0.82
      const outline = ellipse(cx, cy, size, size * 0.92)
      return {
        shape: outline,
        // A curled rim catches the light; the cup behind it is in shade.
        colour: (x, y) => {
          const d = outline(x, y)
          return shaded(petal, (d > -0.028 ? 0.09 : -0.07) - 0.03 * layer, d > -0.028 ? 0.9 : 1)
        },
        round: size * 0.8,
        gloss: 0.08,
      }
    })
    return [
      {
        shape: path(0.032, ...curve([0, -0.5], [0.1, 0.4], [random.between(-0.12, 0.12), 1.3])),
        colour: hex('#3f6f33'),
        round: 0.03,
      },
      leaf(0.03, 0.35, -0.5, 0.52),
      leaf(0.03, 0.65, -2.6, 0.48),
      {
        shape: union(capsule(0, -0.46, -0.2, -0.36, 0.05, 0.01), capsule(0, -0.46, 0.2, -0.36, 0.05, 0.01)),
        colour: hex('#4c7c3a'),
        round: 0.04,
      },
      ...petals,
    ]
  },
}

export const apple: Thing = {
  name: 'apple',
  aliases: [],
  extent: [0.95, 1.05],
  home: 'ground',
  size: 0.17,
  tilt: 0.2,
  parts: (colour, random) => {
    const skin = varied(colour ?? hex('#b8202a'), random)
    const blush: LabColour = colour ? shaded(colour, 0.1, 0.8) : hex('#d9a53a')
    const near = (angle: number, at: number, width: number) => {
      const off = Math.atan2(Math.sin(angle - at), Math.cos(angle - at))
      return Math.exp(-(off * off) / (width * width))
    }
    // Broad shoulders, a dimple at the stalk and a flat foot.
    const body = outline(0, 0.08, (angle) => {
      const shoulder = 0.05 * (near(angle, -2.2, 0.5) + near(angle, -0.94, 0.5))
      return (
        0.84 +
        shoulder -
        0.15 * near(angle, -Math.PI / 2, 0.3) -
        0.05 * near(angle, Math.PI / 2, 0.25) +
        0.03 * Math.cos(angle) ** 2
      )
    })
    return [
      {
        shape: body,
        colour: (x, y) => {
          const streak = fractalAt(Math.atan2(x, 1.2 - y) * 24, y * 1.5, 3, 7)
          const warm = Math.max(0, 0.75 - Math.hypot(x, y + 0.85)) * 0.9
          const t = Math.min(0.85, warm * 1.2 + 0.42 * Math.max(0, streak - 0.5))
          return {
            L: skin.L + (blush.L - skin.L) * t,
            a: skin.a + (blush.a - skin.a) * t,
            b: skin.b + (blush.b - skin.b) * t,
          }
        },
        round: 0.8,
        gloss: 0.7,
      },
      { shape: ellipse(0, -0.62, 0.2, 0.07), colour: shaded(skin, -0.16, 0.7), round: 0, opacity: 0.6 },
      {
        shape: path(0.035, ...curve([0, -0.6], [0.02, -0.85], [0.14, -1.02])),
        colour: hex('#5a3d22'),
        round: 0.03,
      },
      leaf(0.06, -0.8, -0.35, 0.5),
    ]
  },
}

export const mushroom: Thing = {
  name: 'mushroom',
  aliases: ['toadstool'],
  extent: [0.9, 1],
  home: 'ground',
  size: 0.14,
  tilt: 0.1,
  parts: (colour, random) => {
    const cap = varied(colour ?? hex('#bd2420'), random)
    const dome = common(
      ellipse(0, 0.02, 0.88, 0.96),
      polygon([-1, -1.1], [1, -1.1], [1, 0.02], [0.6, 0.1], [-0.6, 0.1], [-1, 0.02]),
    )
    const warts = Array.from({ length: 9 }, (_, n) =>
      ellipse(
        -0.62 + (n % 5) * 0.3 + random.between(-0.07, 0.07),
        -0.18 - 0.32 * (n % 3) + random.between(-0.07, 0.07),
        random.between(0.05, 0.1),
        random.between(0.04, 0.075),
      ),
    )
    return [
      {
        shape: blend(0.2, capsule(0, 0, 0, 0.82, 0.17, 0.22), ellipse(0, 0.86, 0.27, 0.13)),
        colour: hex('#eee5d2'),
        round: 0.2,
      },
      {
        shape: ellipse(0, 0.08, 0.78, 0.11),
        colour: (x) => shaded(hex('#d9cbb0'), 0.05 * Math.sin(x * 60)),
        round: 0.05,
      },
      { shape: dome, colour: cap, round: 0.7, gloss: 0.6 },
      { shape: common(union(...warts), swell(dome, -0.02)), colour: hex('#f5efe2'), round: 0.05 },
    ]
  },
}

export const tree: Thing = {
  name: 'tree',
  aliases: ['oak tree', 'pine', 'pine tree'],
  extent: [0.95, 1.3],
  home: 'ground',
  size: 0.3,
  tilt: 0.03,
  parts: (colour, random) => {
    const green = varied(colour ?? hex('#47752f'), random)
    const seed = Math.floor(random.next() * 1e6)
    const clumps = Array.from({ length: 16 }, (_, n): SolidPart => {
      const angle = n * 2.399963 + random.between(-0.3, 0.3)
      const away = 0.55 * Math.sqrt((n + 0.5) / 16)
      const cx = Math.cos(angle) * away * 1.05
      const cy = -0.45 + Math.sin(angle) * away * 0.85
      const r = random.between(0.24, 0.34)
      const shape = ellipse(cx, cy, r)
      return {
        shape: (x, y) => shape(x, y) + 0.16 * (fractalAt(x * 11, y * 11, 3, seed + n) - 0.5),
        colour: (x, y) =>
          shaded(green, 0.3 * (fractalAt(x * 26, y * 26, 2, seed + 40) - 0.5) + 0.1 * (-cy - 0.45)),
        round: r,
      }
    }).sort((p, q) => p.shape(0, 2) - q.shape(0, 2))
    return [
      {
        shape: blend(
          0.12,
          capsule(0, 1.24, 0.02, 0.1, 0.12, 0.07),
          capsule(0, 0.4, 0.32, -0.1, 0.06, 0.03),
          capsule(0, 0.5, -0.3, 0, 0.06, 0.03),
        ),
        colour: (x, y) => shaded(hex('#5d432d'), 0.1 * (fractalAt(x * 24, y * 5, 3, 9) - 0.5)),
        round: 0.1,
      },
      ...clumps,
    ]
  },
}
