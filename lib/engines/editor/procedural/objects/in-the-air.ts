import { fractalAt } from '@/lib/imaging/paint/noise'
import { type LabColour, labOfHex } from '@/lib/imaging/paint/oklab'
import {
  blend,
  box,
  capsule,
  common,
  curve,
  ellipse,
  mirrored,
  moved,
  path,
  polygon,
  turned,
  union,
  without,
} from './shapes'
import { shaded, type Thing, varied } from './thing'

const hex = labOfHex

export const balloon: Thing = {
  name: 'balloon',
  aliases: ['party balloon', 'air balloon'],
  extent: [0.85, 1.75],
  home: 'sky',
  size: 0.15,
  tilt: 0.16,
  parts: (colour, random) => {
    const skin = varied(colour ?? hex('#d3202c'), random)
    const body = blend(0.35, ellipse(0, -0.85, 0.8, 0.84), ellipse(0, -0.28, 0.28, 0.42))
    const sway = random.between(-0.35, 0.35)
    return [
      {
        shape: path(
          0.014,
          ...curve([0, 0.2], [sway, 0.75], [-sway * 0.4, 1.2]),
          ...curve([-sway * 0.4, 1.2], [-sway, 1.5], [sway * 0.3, 1.75]),
        ),
        colour: hex('#b9b4aa'),
        round: 0,
      },
      {
        shape: polygon([-0.09, 0.24], [0.09, 0.24], [0.03, 0.08], [-0.03, 0.08]),
        colour: shaded(skin, -0.06),
        round: 0.06,
      },
      { shape: body, colour: skin, round: 0.8, gloss: 0.85 },
      {
        shape: turned(ellipse(-0.33, -1.2, 0.1, 0.2), 0.5, -0.33, -1.2),
        colour: hex('#ffffff'),
        round: 0,
        opacity: 0.3,
      },
    ]
  },
}

export const hotAirBalloon: Thing = {
  name: 'hot air balloon',
  aliases: ['hot-air balloon'],
  extent: [0.9, 1.25],
  home: 'sky',
  size: 0.16,
  tilt: 0.06,
  parts: (colour, random) => {
    const main = varied(colour ?? hex('#d8402a'), random)
    const other = colour ? shaded(colour, colour.L > 0.6 ? -0.22 : 0.3, 0.5) : hex('#f0c23a')
    const gores = 5 + Math.floor(random.next() * 3)
    const body = blend(0.5, ellipse(0, -0.4, 0.84, 0.82), ellipse(0, 0.35, 0.24, 0.3))
    return [
      { shape: mirrored(path(0.012, [0.16, 0.5], [0.11, 0.95])), colour: hex('#4a3a2c'), round: 0 },
      {
        shape: box(0, 1.06, 0.15, 0.13, 0.03),
        colour: (_x, y) => (Math.sin(y * 90) > 0 ? hex('#7d5530') : hex('#6b4727')),
        round: 0.09,
      },
      {
        shape: body,
        colour: (x, y) => {
          const half = Math.max(0.05, 0.86 * Math.sqrt(Math.max(0.01, 1 - ((y + 0.4) / 0.95) ** 2)))
          const slice = Math.floor(
            (Math.asin(Math.min(1, Math.max(-1, x / half))) / Math.PI + 0.5) * gores * 2,
          )
          return slice % 2 === 0 ? main : other
        },
        round: 0.8,
        gloss: 0.25,
      },
    ]
  },
}

export const bird: Thing = {
  name: 'bird',
  aliases: ['seagull', 'gull', 'swallow', 'dove', 'pigeon', 'crow'],
  extent: [1, 0.55],
  home: 'sky',
  size: 0.15,
  tilt: 0.25,
  parts: (colour, random) => {
    const plumage = varied(colour ?? hex('#e9e8e4'), random)
    const tip = shaded(plumage, plumage.L > 0.5 ? -0.5 : 0.12, 0.4)
    const lift = random.between(0.25, 0.5)
    const wing = (side: 1 | -1) => {
      const s = side
      const leading = curve([0.05 * s, -0.03], [0.5 * s, -lift - 0.12], [0.98 * s, -lift + 0.28])
      const trailing = curve([0.98 * s, -lift + 0.28], [0.45 * s, -lift + 0.2], [0.02 * s, 0.16])
      return polygon(...leading, ...trailing.slice(1))
    }
    const wingColour = (x: number) => (Math.abs(x) > 0.72 ? tip : shaded(plumage, -0.05))
    return [
      {
        shape: polygon([-0.06, 0.14], [-0.14, 0.44], [0, 0.36], [0.14, 0.44], [0.06, 0.14]),
        colour: shaded(plumage, -0.06),
        round: 0.1,
      },
      { shape: wing(-1), colour: wingColour, round: 0.12 },
      { shape: wing(1), colour: wingColour, round: 0.12 },
      {
        shape: blend(0.1, ellipse(0, 0.08, 0.13, 0.24), ellipse(0, -0.17, 0.095, 0.1)),
        colour: plumage,
        round: 0.13,
      },
      { shape: polygon([-0.03, -0.24], [0.03, -0.24], [0, -0.34]), colour: hex('#e0932a'), round: 0.02 },
    ]
  },
}

export const butterfly: Thing = {
  name: 'butterfly',
  aliases: ['moth'],
  extent: [1, 0.82],
  home: 'sky',
  size: 0.2,
  tilt: 0.5,
  parts: (colour, random) => {
    const wing = varied(colour ?? hex('#e8791a'), random)
    const rim = hex('#1d1512')
    const upper = blend(
      0.15,
      turned(ellipse(0.46, -0.3, 0.5, 0.31), -0.5, 0.46, -0.3),
      ellipse(0.72, -0.5, 0.2, 0.2),
    )
    const lower = blend(
      0.12,
      turned(ellipse(0.33, 0.27, 0.37, 0.28), 0.75, 0.33, 0.27),
      ellipse(0.42, 0.46, 0.16, 0.2),
    )
    const veined =
      (shape: (x: number, y: number) => number) =>
      (x: number, y: number): LabColour => {
        const u = Math.abs(x)
        const d = shape(u, y)
        if (d > -0.05) return rim
        const ray = Math.abs(Math.sin(Math.atan2(y + 0.02, u) * 9))
        return ray < 0.16 ? shaded(wing, -0.28, 0.6) : shaded(wing, 0.1 * (0.5 - Math.hypot(u, y)), 1)
      }
    return [
      { shape: mirrored(lower), colour: veined(lower), round: 0.08 },
      { shape: mirrored(upper), colour: veined(upper), round: 0.08 },
      {
        shape: mirrored(path(0.012, ...curve([0.02, -0.26], [0.06, -0.5], [0.2, -0.64]))),
        colour: rim,
        round: 0,
      },
      { shape: capsule(0, -0.24, 0, 0.38, 0.085, 0.05), colour: hex('#2c211b'), round: 0.06, gloss: 0.2 },
    ]
  },
}

export const kite: Thing = {
  name: 'kite',
  aliases: [],
  extent: [0.7, 1.5],
  home: 'sky',
  size: 0.13,
  tilt: 0.45,
  parts: (colour, random) => {
    const first = varied(colour ?? hex('#d42f3c'), random)
    const second = shaded(first, first.L > 0.6 ? -0.18 : 0.22, 0.7)
    const tail = [
      ...curve([0, 0.32], [0.35, 0.7], [0.02, 0.95]),
      ...curve([0.02, 0.95], [-0.3, 1.2], [0.12, 1.48]),
    ]
    const bow = (x: number, y: number) =>
      union(
        polygon([x, y], [x - 0.12, y - 0.07], [x - 0.12, y + 0.07]),
        polygon([x, y], [x + 0.12, y - 0.07], [x + 0.12, y + 0.07]),
      )
    return [
      { shape: path(0.012, ...tail), colour: hex('#6a5a4a'), round: 0 },
      { shape: union(bow(0.16, 0.66), bow(0.02, 0.95), bow(-0.12, 1.2)), colour: second, round: 0.03 },
      {
        shape: polygon([0, -1.4], [0.66, -0.62], [0, 0.36], [-0.66, -0.62]),
        colour: (x, y) => (x > 0 !== y > -0.62 ? first : second),
        round: 0.1,
      },
      {
        shape: union(capsule(0, -1.38, 0, 0.34, 0.014), capsule(-0.64, -0.62, 0.64, -0.62, 0.014)),
        colour: hex('#5b4630'),
        round: 0,
      },
    ]
  },
}

export const cloud: Thing = {
  name: 'cloud',
  aliases: [],
  extent: [1, 0.5],
  home: 'sky',
  size: 0.34,
  tilt: 0.04,
  parts: (colour, random) => {
    const white = colour ?? hex('#f4f5f7')
    const puffs = Array.from({ length: 7 }, (_, n) => {
      const x = -0.68 + n * 0.23 + random.between(-0.06, 0.06)
      const r = 0.14 + 0.22 * Math.sin(((n + 0.6) / 7.2) * Math.PI) * random.between(0.8, 1.15)
      return ellipse(x, 0.22 - r * 0.75, r, r * 0.92)
    })
    const [first, ...rest] = puffs
    const body = blend(0.16, first ?? ellipse(0, 0, 0.3), ...rest, box(0, 0.2, 0.72, 0.12, 0.12))
    const seed = Math.floor(random.next() * 1e6)
    const billow = (x: number, y: number) => fractalAt(x * 3.2 + 7, y * 3.2 + 7, 5, seed) - 0.5
    // Thin veils, each a little smaller: the rim is vapour, the middle is dense and its underside in shade.
    return Array.from({ length: 9 }, (_, n) => ({
      shape: (x: number, y: number) => body(x, y) - 0.05 + n * 0.022 - 0.3 * billow(x, y),
      colour: (x: number, y: number) =>
        shaded(white, 0.16 * billow(x * 1.4, y * 1.4) - 0.22 * Math.max(0, y + 0.02)),
      round: 0,
      opacity: 0.2 + 0.03 * n,
    }))
  },
}

export const flyingSaucer: Thing = {
  name: 'ufo',
  aliases: ['flying saucer', 'alien ship', 'spaceship', 'spacecraft'],
  extent: [1, 0.55],
  home: 'sky',
  size: 0.2,
  tilt: 0.2,
  parts: (colour, random) => {
    const hull = varied(colour ?? hex('#a9b0b8'), random)
    const lamps = Array.from({ length: 7 }, (_, n) =>
      ellipse(-0.72 + n * 0.24, 0.16 + 0.09 * Math.cos((n - 3) * 0.55), 0.05, 0.045),
    )
    return [
      {
        shape: common(ellipse(0, -0.08, 0.42, 0.42), box(0, -0.3, 0.6, 0.3)),
        colour: hex('#9fd3e6'),
        round: 0.4,
        gloss: 1,
        opacity: 0.75,
      },
      { shape: ellipse(0, 0.1, 0.97, 0.27), colour: hull, round: 0.26, gloss: 0.8 },
      {
        shape: without(ellipse(0, 0.02, 0.6, 0.13), ellipse(0, -0.06, 0.5, 0.1)),
        colour: shaded(hull, -0.15),
        round: 0.05,
        gloss: 0.5,
      },
      { shape: union(...lamps), colour: hex('#f9e27a'), round: 0.05, glow: 0.9 },
      {
        shape: moved(ellipse(0, 0, 0.34, 0.07), 0, 0.34),
        colour: shaded(hull, -0.2),
        round: 0.06,
        gloss: 0.3,
      },
    ]
  },
}
