import { labOfHex } from '@/lib/imaging/paint/oklab'
import {
  blend,
  box,
  capsule,
  common,
  curve,
  ellipse,
  mirrored,
  path,
  polygon,
  union,
  without,
} from './shapes'
import { shaded, type Thing, varied } from './thing'

const hex = labOfHex

export const hat: Thing = {
  name: 'hat',
  aliases: ['cap', 'top hat', 'fedora', 'sun hat', 'straw hat'],
  extent: [1, 0.62],
  home: 'worn',
  size: 0.4,
  tilt: 0.1,
  parts: (colour, random) => {
    const felt = varied(colour ?? hex('#6e4a30'), random)
    const crown = blend(
      0.12,
      polygon([-0.5, 0.3], [-0.42, -0.4], [-0.14, -0.5], [0, -0.44], [0.14, -0.5], [0.42, -0.4], [0.5, 0.3]),
      ellipse(0, -0.3, 0.4, 0.22),
    )
    return [
      { shape: ellipse(0, 0.32, 0.98, 0.27), colour: shaded(felt, -0.03), round: 0.16 },
      { shape: ellipse(0, 0.3, 0.58, 0.13), colour: shaded(felt, -0.16), round: 0 },
      { shape: crown, colour: felt, round: 0.42 },
      {
        shape: common(polygon([-0.51, 0.3], [-0.475, 0.06], [0.475, 0.06], [0.51, 0.3]), crown),
        colour: felt.L > 0.45 ? hex('#2c2522') : hex('#d8c6a0'),
        round: 0.3,
      },
      {
        shape: common(
          ellipse(0, 0.38, 0.9, 0.2),
          without(ellipse(0, 0.32, 0.98, 0.27), ellipse(0, 0.22, 0.62, 0.17)),
        ),
        colour: shaded(felt, 0.03),
        round: 0.12,
      },
    ]
  },
}

export const collar: Thing = {
  name: 'collar',
  aliases: ['dog collar', 'cat collar', 'necklace', 'choker'],
  extent: [1, 0.45],
  home: 'worn',
  size: 0.4,
  tilt: 0.06,
  parts: (colour, random) => {
    const leather = varied(colour ?? hex('#b4202a'), random)
    const band = path(0.13, ...curve([-0.86, -0.26], [0, 0.34], [0.86, -0.26], 14))
    const studs = [-0.62, -0.42, -0.21, 0.21, 0.42, 0.62].map((x) => ellipse(x, 0.04 - 0.4 * x * x, 0.035))
    return [
      { shape: band, colour: leather, round: 0.14, gloss: 0.35 },
      { shape: union(...studs), colour: hex('#d9d4c8'), round: 0.035, gloss: 1 },
      {
        shape: without(ellipse(0, 0.18, 0.06), ellipse(0, 0.18, 0.035)),
        colour: hex('#c8c4b8'),
        round: 0.02,
        gloss: 1,
      },
      { shape: ellipse(0, 0.3, 0.13), colour: hex('#d9aa3a'), round: 0.13, gloss: 0.9 },
      { shape: union(box(0, 0.33, 0.08, 0.012), ellipse(0, 0.34, 0.025)), colour: hex('#5d4413'), round: 0 },
    ]
  },
}

export const scarf: Thing = {
  name: 'scarf',
  aliases: ['shawl', 'bandana'],
  extent: [1, 0.95],
  home: 'worn',
  size: 0.42,
  tilt: 0.06,
  parts: (colour, random) => {
    const wool = varied(colour ?? hex('#b3242c'), random)
    const band = shaded(wool, wool.L > 0.6 ? -0.2 : 0.28, 0.55)
    const knit = (x: number, y: number) => 0.028 * Math.sin(x * 70) * Math.sin(y * 70)
    const fringe = [-3, -2, -1, 0, 1, 2, 3].map((n) =>
      capsule(0.36 + n * 0.05, 0.78, 0.37 + n * 0.056, 0.93, 0.016),
    )
    return [
      { shape: union(...fringe), colour: wool, round: 0.015 },
      {
        shape: polygon([0.12, -0.1], [0.48, -0.12], [0.56, 0.8], [0.18, 0.8]),
        colour: (x, y) => shaded((y > 0.52 && y < 0.6) || (y > 0.66 && y < 0.72) ? band : wool, knit(x, y)),
        round: 0.14,
      },
      {
        shape: path(0.19, ...curve([-0.8, -0.6], [0.02, 0.12], [0.8, -0.6], 14)),
        colour: (x, y) => shaded(Math.sin((x * x + y) * 16) > 0.93 ? shaded(wool, -0.1) : wool, knit(x, y)),
        round: 0.2,
      },
      {
        shape: blend(0.1, ellipse(0.28, -0.12, 0.23, 0.21)),
        colour: (x, y) => shaded(wool, knit(x, y) - 0.02),
        round: 0.2,
      },
    ]
  },
}

export const sunglasses: Thing = {
  name: 'sunglasses',
  aliases: ['glasses', 'shades', 'spectacles', 'eyeglasses'],
  extent: [1, 0.34],
  home: 'worn',
  size: 0.4,
  tilt: 0.08,
  parts: (colour, random) => {
    const frame = varied(colour ?? hex('#1b1a1c'), random, 0.015)
    const lens = blend(0.12, box(0.5, 0.02, 0.36, 0.24, 0.16), ellipse(0.5, 0.08, 0.33, 0.23))
    return [
      {
        shape: union(
          path(0.04, ...curve([-0.18, -0.1], [0, -0.2], [0.18, -0.1])),
          mirrored(capsule(0.84, -0.14, 0.97, -0.18, 0.045)),
        ),
        colour: frame,
        round: 0.04,
        gloss: 0.7,
      },
      {
        shape: mirrored(lens),
        colour: (_x, y) => shaded(hex('#141619'), 0.16 * Math.max(0, y + 0.12)),
        round: 0.1,
        gloss: 0.5,
        opacity: 0.9,
      },
      {
        shape: mirrored(
          without(
            (x, y) => lens(x, y) - 0.03,
            (x, y) => lens(x, y) + 0.03,
          ),
        ),
        colour: frame,
        round: 0.03,
        gloss: 0.8,
      },
      {
        shape: mirrored(common(lens, polygon([0.28, -0.26], [0.44, -0.26], [0.3, 0.3], [0.14, 0.3]))),
        colour: hex('#dfe8ee'),
        round: 0,
        opacity: 0.16,
      },
    ]
  },
}

export const crown: Thing = {
  name: 'crown',
  aliases: ['tiara'],
  extent: [1, 0.72],
  home: 'worn',
  size: 0.36,
  tilt: 0.1,
  parts: (colour, random) => {
    const gold = varied(colour ?? hex('#d9a92f'), random)
    const body = polygon(
      [-0.8, 0.6],
      [-0.94, -0.36],
      [-0.5, 0.08],
      [-0.28, -0.58],
      [0, 0],
      [0.28, -0.58],
      [0.5, 0.08],
      [0.94, -0.36],
      [0.8, 0.6],
    )
    const jewels = [-0.52, 0, 0.52].map((x) => ellipse(x, 0.42 - 0.06 * (x === 0 ? -1 : 0), 0.085, 0.075))
    return [
      { shape: body, colour: (x, y) => shaded(gold, 0.06 * Math.sin(x * 9 + y * 3)), round: 0.16, gloss: 1 },
      {
        shape: path(0.07, ...curve([-0.8, 0.56], [0, 0.72], [0.8, 0.56])),
        colour: shaded(gold, -0.04),
        round: 0.07,
        gloss: 1,
      },
      {
        shape: union(
          ellipse(-0.94, -0.4, 0.055),
          ellipse(-0.28, -0.62, 0.06),
          ellipse(0.28, -0.62, 0.06),
          ellipse(0.94, -0.4, 0.055),
        ),
        colour: hex('#f3ead2'),
        round: 0.06,
        gloss: 1,
      },
      {
        shape: union(...jewels),
        colour: (x) => (Math.abs(x) < 0.2 ? hex('#a9142f') : hex('#1f57a8')),
        round: 0.08,
        gloss: 1,
      },
    ]
  },
}

export const bowTie: Thing = {
  name: 'bow tie',
  aliases: ['bow', 'ribbon', 'bowtie'],
  extent: [1, 0.5],
  home: 'worn',
  size: 0.24,
  tilt: 0.15,
  parts: (colour, random) => {
    const silk = varied(colour ?? hex('#b01f38'), random)
    const loop = blend(
      0.14,
      polygon([0.08, 0], [0.86, -0.4], [0.9, 0], [0.86, 0.4]),
      ellipse(0.82, 0, 0.12, 0.36),
    )
    const fold = (x: number, y: number) =>
      shaded(
        silk,
        0.05 * Math.sin((Math.atan2(y, Math.abs(x)) * 26) / 2) - 0.14 * Math.max(0, 0.42 - Math.abs(x)),
      )
    return [
      { shape: mirrored(loop), colour: fold, round: 0.24, gloss: 0.4 },
      { shape: box(0, 0, 0.15, 0.17, 0.08), colour: shaded(silk, 0.02), round: 0.14, gloss: 0.45 },
    ]
  },
}

export const heart: Thing = {
  name: 'heart',
  aliases: ['love heart'],
  extent: [1, 0.95],
  home: 'sky',
  size: 0.14,
  tilt: 0.25,
  parts: (colour, random) => {
    const red = varied(colour ?? hex('#cf1f37'), random)
    const shape = blend(
      0.1,
      ellipse(-0.44, -0.36, 0.48, 0.46),
      ellipse(0.44, -0.36, 0.48, 0.46),
      polygon([-0.86, -0.16], [0, -0.5], [0.86, -0.16], [0, 0.9]),
    )
    return [{ shape, colour: red, round: 0.24, gloss: 0.85 }]
  },
}
