import { fractalAt } from '@/lib/imaging/paint/noise'
import { labOfHex } from '@/lib/imaging/paint/oklab'
import { box, capsule, common, curve, ellipse, path, polygon, union, without } from './shapes'
import { type Part, shaded, type Thing, varied } from './thing'

const hex = labOfHex

export const cup: Thing = {
  name: 'cup',
  aliases: ['mug', 'teacup', 'coffee cup'],
  extent: [1, 0.85],
  home: 'ground',
  size: 0.2,
  tilt: 0,
  parts: (colour, random) => {
    const glaze = varied(colour ?? hex('#3a6fb0'), random)
    const wall = common(
      polygon([-0.74, -0.62], [0.5, -0.62], [0.4, 0.74], [0.28, 0.82], [-0.52, 0.82], [-0.64, 0.74]),
      box(-0.12, 0.1, 0.7, 0.76, 0.1),
    )
    return [
      {
        shape: without(ellipse(0.58, 0.02, 0.36, 0.4), ellipse(0.56, 0.02, 0.2, 0.25)),
        colour: glaze,
        round: 0.1,
        gloss: 0.8,
      },
      {
        shape: union(wall, ellipse(-0.12, 0.72, 0.5, 0.12)),
        colour: glaze,
        round: 0.55,
        barrel: [-0.12, 0.64],
        gloss: 0.8,
      },
      { shape: ellipse(-0.12, -0.6, 0.63, 0.18), colour: shaded(glaze, 0.06), round: 0.04, gloss: 0.9 },
      {
        shape: ellipse(-0.12, -0.59, 0.56, 0.14),
        colour: (_x, y) => shaded(hex('#d9d4ca'), -0.25 + (y + 0.6) * 1.2),
        round: 0,
      },
      {
        shape: common(ellipse(-0.12, -0.59, 0.56, 0.14), ellipse(-0.12, -0.53, 0.54, 0.12)),
        colour: hex('#4b2d1a'),
        round: 0.02,
        gloss: 0.25,
      },
    ]
  },
}

export const ball: Thing = {
  name: 'ball',
  aliases: ['beach ball', 'toy ball'],
  extent: [1, 1],
  home: 'ground',
  size: 0.16,
  tilt: 0.8,
  parts: (colour, random) => {
    const first = varied(colour ?? hex('#d5322c'), random)
    const second = colour ? shaded(colour, colour.L > 0.6 ? -0.2 : 0.3, 0.5) : hex('#f2efe6')
    const turn = random.between(-0.5, 0.5)
    return [
      {
        shape: ellipse(0, 0, 0.97),
        colour: (x, y) => {
          const z = Math.sqrt(Math.max(0, 1 - x * x - y * y))
          const longitude = Math.atan2(x + turn * z, z - turn * x)
          return Math.sin(longitude * 6) > 0 ? first : second
        },
        round: 0.97,
        gloss: 0.6,
      },
    ]
  },
}

export const book: Thing = {
  name: 'book',
  aliases: ['notebook'],
  extent: [1, 0.62],
  home: 'ground',
  size: 0.26,
  tilt: 0.08,
  parts: (colour, random) => {
    const cover = varied(colour ?? hex('#7a2c2f'), random)
    return [
      {
        shape: polygon([-0.95, 0.3], [0.5, 0.3], [0.5, 0.58], [-0.95, 0.58]),
        colour: (_x, y) => shaded(hex('#e9dfc8'), 0.05 * Math.sin(y * 130) - 0.06),
        round: 0.04,
      },
      {
        shape: polygon([0.5, 0.3], [0.95, -0.22], [0.95, 0.04], [0.5, 0.58]),
        colour: (x, y) => shaded(hex('#dacdb2'), 0.04 * Math.sin((y + x * 1.1) * 130) - 0.1),
        round: 0,
      },
      {
        shape: polygon([-0.98, 0.55], [0.52, 0.55], [0.97, 0.02], [0.97, 0.07], [0.53, 0.62], [-0.98, 0.62]),
        colour: shaded(cover, -0.06),
        round: 0.02,
      },
      {
        shape: polygon([-0.98, 0.3], [-0.5, -0.27], [0.98, -0.27], [0.52, 0.3]),
        colour: cover,
        round: 0.03,
        gloss: 0.25,
      },
      {
        shape: polygon([-0.98, 0.3], [0.52, 0.3], [0.52, 0.35], [-0.98, 0.35]),
        colour: shaded(cover, -0.08),
        round: 0.02,
      },
      {
        shape: polygon([-0.45, 0.06], [-0.28, -0.14], [0.5, -0.14], [0.34, 0.06]),
        colour: shaded(hex('#d3b25c'), 0),
        round: 0,
        opacity: 0.85,
      },
    ]
  },
}

export const boat: Thing = {
  name: 'boat',
  aliases: ['sailboat', 'sailing boat', 'ship', 'yacht'],
  extent: [1, 1.25],
  home: 'ground',
  size: 0.22,
  tilt: 0.06,
  parts: (colour, random) => {
    const hull = varied(colour ?? hex('#9c3b28'), random)
    const sail = hex('#f3eee2')
    const belly = random.between(0.05, 0.16)
    return [
      { shape: capsule(0.05, -1.22, 0.05, 0.7, 0.022), colour: hex('#6b4a2c'), round: 0.02 },
      {
        shape: polygon(
          [0.1, -1.12],
          ...curve([0.1, -1.12], [0.55 + belly, -0.4], [0.82, 0.5], 8),
          [0.1, 0.5],
        ),
        colour: (_x, y) => shaded(sail, 0.025 * Math.sin(y * 22)),
        round: 0.25,
      },
      {
        shape: polygon([0, -1], ...curve([0, -1], [-0.35 - belly, -0.2], [-0.72, 0.48], 8), [0, 0.48]),
        colour: (_x, y) => shaded(sail, -0.04 + 0.02 * Math.sin(y * 22)),
        round: 0.2,
      },
      {
        shape: polygon([-0.98, 0.66], [0.98, 0.6], [0.72, 1.1], [0.5, 1.22], [-0.6, 1.22], [-0.8, 1.1]),
        colour: (_x, y) =>
          y < 0.76 ? hex('#efe9dc') : shaded(hull, Math.abs(Math.sin(y * 22)) < 0.12 ? -0.08 : 0),
        round: 0.3,
        gloss: 0.3,
      },
    ]
  },
}

export const snowman: Thing = {
  name: 'snowman',
  aliases: [],
  extent: [0.85, 1.3],
  home: 'ground',
  size: 0.2,
  tilt: 0.04,
  parts: (colour, random) => {
    const white = hex('#f1f3f6')
    const scarf = varied(colour ?? hex('#c32a2e'), random)
    const coal = hex('#1e1c1b')
    const lumpy = (r: number, cy: number): Part => ({
      shape: (x, y) => ellipse(0, cy, r)(x, y) + 0.012 * Math.sin(x * 19 + cy * 7) * Math.sin(y * 21),
      colour: (x, y) => shaded(white, 0.03 * (fractalAt(x * 16, y * 16, 3, 5) - 0.5)),
      round: r,
    })
    return [
      {
        shape: union(
          path(0.025, [0.36, 0.02], [0.8, -0.26]),
          path(0.02, [0.64, -0.16], [0.72, -0.36]),
          path(0.025, [-0.36, 0.02], [-0.8, -0.2]),
          path(0.02, [-0.64, -0.12], [-0.74, -0.3]),
        ),
        colour: hex('#5a4129'),
        round: 0.02,
      },
      lumpy(0.58, 0.72),
      lumpy(0.43, 0.02),
      lumpy(0.31, -0.58),
      {
        shape: union(capsule(-0.24, -0.34, 0.24, -0.34, 0.085), capsule(0.16, -0.3, 0.22, 0.14, 0.075)),
        colour: (x) => (Math.sin(x * 40) > 0.75 ? shaded(scarf, 0.25, 0.4) : scarf),
        round: 0.08,
      },
      {
        shape: union(
          ellipse(-0.1, -0.66, 0.034),
          ellipse(0.11, -0.66, 0.034),
          ellipse(0, -0.12, 0.04),
          ellipse(0, 0.06, 0.04),
          ellipse(0, 0.24, 0.04),
          ...[-2, -1, 0, 1, 2].map((n) => ellipse(n * 0.052, -0.45 + 0.012 * (4 - n * n) - 0.03, 0.018)),
        ),
        colour: coal,
        round: 0.04,
        gloss: 0.5,
      },
      { shape: capsule(0, -0.56, 0.26, -0.5, 0.045, 0.006), colour: hex('#e0761c'), round: 0.05 },
      {
        shape: union(box(0, -0.85, 0.36, 0.035, 0.03), box(0, -1.06, 0.23, 0.22, 0.04)),
        colour: hex('#252427'),
        round: 0.2,
        gloss: 0.25,
      },
      { shape: box(0, -0.91, 0.232, 0.04), colour: shaded(scarf, -0.04), round: 0.1 },
    ]
  },
}

export const umbrella: Thing = {
  name: 'umbrella',
  aliases: ['parasol', 'beach umbrella'],
  extent: [1, 1.1],
  home: 'ground',
  size: 0.26,
  tilt: 0.2,
  parts: (colour, random) => {
    const cloth = varied(colour ?? hex('#c5283a'), random)
    const other = shaded(cloth, cloth.L > 0.6 ? -0.08 : 0.07)
    const scallops = [-0.78, -0.39, 0, 0.39, 0.78].map((x) => ellipse(x, -0.08, 0.2, 0.12))
    const canopy = without(common(ellipse(0, -0.08, 0.98, 0.92), box(0, -0.6, 1.2, 0.53)), union(...scallops))
    return [
      {
        shape: union(
          capsule(0, -0.9, 0, 0.92, 0.025),
          without(ellipse(0.11, 0.92, 0.135), union(ellipse(0.11, 0.92, 0.085), box(0.11, 0.7, 0.3, 0.21))),
        ),
        colour: hex('#4a3524'),
        round: 0.03,
        gloss: 0.4,
      },
      {
        shape: canopy,
        colour: (x, y) => {
          const half = Math.sqrt(Math.max(0.02, 1 - ((y + 0.08) / 0.94) ** 2))
          const slice = Math.floor((Math.asin(Math.max(-1, Math.min(1, x / half))) / Math.PI + 0.5) * 5)
          return slice % 2 === 0 ? cloth : other
        },
        round: 0.85,
        gloss: 0.3,
      },
      { shape: capsule(0, -1.06, 0, -0.96, 0.02), colour: hex('#3a2b20'), round: 0.02 },
    ]
  },
}
