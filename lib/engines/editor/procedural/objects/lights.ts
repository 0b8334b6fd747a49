import { smoothstep } from '@/lib/imaging/paint/compose'
import { fractalAt } from '@/lib/imaging/paint/noise'
import { labOfHex } from '@/lib/imaging/paint/oklab'
import { box, ellipse, path, polygon, union, without } from './shapes'
import { type Part, shaded, type Thing, varied } from './thing'

const hex = labOfHex

export const moon: Thing = {
  name: 'moon',
  aliases: ['full moon'],
  extent: [1, 1],
  home: 'sky',
  size: 0.15,
  tilt: 0.5,
  parts: (colour, random) => {
    const face = varied(colour ?? hex('#efe9d8'), random, 0.012)
    const seed = Math.floor(random.next() * 1e6)
    const disc = ellipse(0, 0, 0.8)
    return [
      {
        light: (x, y) =>
          0.32 * Math.exp(-Math.max(0, Math.hypot(x, y) - 0.78) * 7) * (Math.hypot(x, y) > 0.6 ? 1 : 0),
        colour: shaded(face, -0.05),
      },
      {
        shape: disc,
        colour: (x, y) => {
          const sea = 0.17 * smoothstep(0.46, 0.66, fractalAt(x * 2.3 + 5, y * 2.3 + 5, 4, seed))
          const crater = 0.09 * (fractalAt(x * 9, y * 9, 3, seed + 4) - 0.5)
          const limb = 0.1 * Math.hypot(x, y) ** 4
          return shaded(face, -sea - crater - limb)
        },
        round: 0,
        glow: 0.9,
      },
    ]
  },
}

export const crescentMoon: Thing = {
  ...moon,
  name: 'crescent moon',
  aliases: ['crescent', 'half moon', 'new moon'],
  parts: (colour, random) => {
    const bite = ellipse(random.between(0.28, 0.42), random.between(-0.12, 0.02), 0.72)
    return moon
      .parts(colour, random)
      .map((part) =>
        'shape' in part
          ? { ...part, shape: without(part.shape, bite) }
          : { ...part, light: (x, y) => 0.7 * part.light(x, y) * (bite(x, y) > -0.1 ? 1 : 0.35) },
      )
  },
}

export const sun: Thing = {
  name: 'sun',
  aliases: ['setting sun'],
  extent: [1, 1],
  home: 'sky',
  size: 0.24,
  tilt: 0.2,
  parts: (colour) => {
    const glow = colour ?? hex('#ffd774')
    return [
      {
        light: (x, y) => 1.1 * Math.exp(-Math.hypot(x, y) * 3.2) * Math.max(0, 1 - Math.hypot(x, y)),
        colour: glow,
      },
      { shape: ellipse(0, 0, 0.34), colour: hex('#fff6d8'), round: 0, glow: 1 },
    ]
  },
}

export const star: Thing = {
  name: 'star',
  aliases: ['gold star'],
  extent: [1, 1],
  home: 'sky',
  size: 0.12,
  tilt: 0.3,
  parts: (colour, random) => {
    const face = varied(colour ?? hex('#f2c531'), random)
    const points = Array.from({ length: 10 }, (_, n) => {
      const r = n % 2 === 0 ? 0.95 : 0.4
      const angle = (n * Math.PI) / 5 - Math.PI / 2
      return [Math.cos(angle) * r, Math.sin(angle) * r] as const
    })
    const shape = polygon(...points)
    return [
      {
        light: (x, y) => 0.22 * Math.exp(-Math.max(0, shape(x, y)) * 9) * (shape(x, y) > 0 ? 1 : 0),
        colour: face,
      },
      {
        shape,
        colour: (x, y) => shaded(face, Math.sin(Math.atan2(y, x) * 5 + Math.PI / 2) * 0.015),
        round: 0.34,
        gloss: 0.6,
        glow: 0.35,
      },
    ]
  },
}

export const comet: Thing = {
  name: 'comet',
  aliases: ['shooting star', 'meteor', 'falling star'],
  extent: [1.25, 0.6],
  home: 'sky',
  size: 0.42,
  tilt: 0.5,
  parts: (colour, random) => {
    const head = [0.85, 0.32] as const
    const seed = Math.floor(random.next() * 1e6)
    const spread = random.between(0.16, 0.26)
    const tail = (bend: number, wide: number, reach: number) => (x: number, y: number) => {
      const back = head[0] - x
      if (back <= 0) return 0
      const middle = head[1] - back * 0.28 - bend * back * back
      const half = 0.025 + wide * back
      const across = (y - middle) / half
      const streak = 0.6 + 0.8 * fractalAt(back * 1.2, (y - middle) * (14 / (0.3 + back)), 3, seed)
      return (
        Math.exp(-across * across * 2.2) *
        Math.exp(-back / reach) *
        streak *
        Math.min(1, back * 14) *
        Math.min(1, (2.05 - back) * 4)
      )
    }
    const dust = colour ?? hex('#f3e5c8')
    return [
      { light: (x, y) => 1 * Math.max(0, tail(0.02, spread, 0.75)(x, y)), colour: dust },
      { light: (x, y) => 0.8 * Math.max(0, tail(-0.05, 0.05, 1)(x, y)), colour: hex('#9fc4f5') },
      {
        light: (x, y) =>
          1.6 * Math.exp(-Math.hypot(x - head[0], y - head[1]) * 24) +
          0.35 * Math.exp(-Math.hypot(x - head[0], y - head[1]) * 8),
        colour: hex('#fdfcf4'),
      },
    ]
  },
}

export const fireworks: Thing = {
  name: 'fireworks',
  aliases: ['firework', 'firework display'],
  extent: [1.3, 1.2],
  home: 'sky',
  size: 0.55,
  tilt: 0.1,
  parts: (colour, random) => {
    const palette = ['#ff5a3c', '#ffd25a', '#6ab7ff', '#ff7ad0', '#8cf08a', '#fff0c8']
    const bursts = Array.from({ length: 3 }, (_, n): readonly Part[] => {
      const cx = -0.6 + n * 0.6 + random.between(-0.15, 0.15)
      const cy = random.between(-0.55, 0.25)
      const radius = random.between(0.42, 0.66)
      const ink = colour ?? hex(palette[Math.floor(random.next() * palette.length)] ?? '#ffd25a')
      const rays = Array.from({ length: 38 + Math.floor(random.next() * 14) }, (_, k) => ({
        angle: k * 2.399963 + random.between(-0.06, 0.06),
        reach: radius * Math.sqrt(random.between(0.22, 1)),
      }))
      // Each spark flies straight and sinks as it slows: a short arc, bright at its end.
      const sparks = rays.map(({ angle, reach }) => {
        const at = (t: number) =>
          [cx + Math.cos(angle) * reach * t, cy + Math.sin(angle) * reach * t + 0.16 * t * t * reach] as const
        return [at(0.3), at(0.65), at(1)] as const
      })
      const nearest = (x: number, y: number) => {
        let sum = 0
        for (const [p, q, r] of sparks) {
          for (const [from, to, power] of [
            [p, q, 0.35],
            [q, r, 0.9],
          ] as const) {
            const ex = to[0] - from[0]
            const ey = to[1] - from[1]
            const t = Math.min(
              1,
              Math.max(0, ((x - from[0]) * ex + (y - from[1]) * ey) / (ex * ex + ey * ey)),
            )
            const d = (x - from[0] - ex * t) ** 2 + (y - from[1] - ey * t) ** 2
            if (d < 0.006) sum += power * (0.4 + 0.6 * t) * Math.exp(-d * 9000)
          }
          const tip = (x - r[0]) ** 2 + (y - r[1]) ** 2
          if (tip < 0.006) sum += 1.3 * Math.exp(-tip * 5000)
        }
        return sum
      }
      const inside = (x: number, y: number) => Math.hypot(x - cx, y - cy - 0.05)
      return [
        { light: (x, y) => (inside(x, y) < radius * 1.25 ? 1.25 * nearest(x, y) : 0), colour: ink },
        {
          light: (x, y) => 0.1 * Math.exp(-((inside(x, y) / radius) ** 2) * 2.5),
          colour: shaded(ink, 0, 0.8),
        },
        { light: (x, y) => 1.1 * Math.exp(-Math.hypot(x - cx, y - cy) * 16), colour: hex('#fffaf0') },
      ]
    })
    return bursts.flat()
  },
}

export const rainbow: Thing = {
  name: 'rainbow',
  aliases: [],
  extent: [1.05, 0.6],
  home: 'sky',
  size: 0.9,
  tilt: 0.08,
  parts: () => {
    const inks = ['#ff2a2a', '#ff8a1a', '#ffe11a', '#2fd04a', '#2a8cff', '#4a3aff', '#9a3aff']
    return inks.map((ink, n) => ({
      light: (x: number, y: number) => {
        const r = Math.hypot(x, (y - 0.55) * 0.98)
        const band = (r - (0.98 - n * 0.026)) / 0.018
        const ends = Math.min(1, Math.max(0, (0.62 - y) * 1.6))
        return 0.17 * Math.exp(-band * band) * ends
      },
      colour: hex(ink),
    }))
  },
}

export const lantern: Thing = {
  name: 'lantern',
  aliases: ['paper lantern', 'lamp'],
  extent: [0.8, 1.2],
  home: 'sky',
  size: 0.14,
  tilt: 0.06,
  parts: (colour, random) => {
    const paper = varied(colour ?? hex('#d8432c'), random)
    return [
      {
        light: (x, y) => 0.2 * Math.exp(-Math.max(0, Math.hypot(x, y) - 0.5) * 4),
        colour: shaded(paper, 0.1),
      },
      {
        shape: union(
          path(0.014, [0, -1.18], [0, -0.7]),
          box(0, -0.68, 0.3, 0.07, 0.03),
          box(0, 0.68, 0.3, 0.07, 0.03),
        ),
        colour: hex('#3a2a1e'),
        round: 0.05,
        gloss: 0.2,
      },
      {
        shape: ellipse(0, 0, 0.76, 0.66),
        colour: (x, y) => {
          const rib = Math.abs(Math.sin(y * 15)) < 0.2 ? -0.07 : 0
          return shaded(paper, 0.22 * Math.exp(-(x * x + y * y) * 2.6) + rib, 1)
        },
        round: 0.5,
        glow: 0.62,
      },
      {
        shape: union(...[-0.12, -0.04, 0.04, 0.12].map((x) => path(0.018, [x * 0.6, 0.74], [x, 1.16]))),
        colour: hex('#d8a63c'),
        round: 0.01,
      },
    ]
  },
}

export const candle: Thing = {
  name: 'candle',
  aliases: ['lit candle'],
  extent: [0.4, 1],
  home: 'ground',
  size: 0.1,
  tilt: 0,
  parts: (colour, random) => {
    const wax = varied(colour ?? hex('#f1e6cd'), random)
    const lean = random.between(-0.04, 0.04)
    const flame = polygon([lean * 2, -1], [0.085, -0.66], [0.06, -0.54], [-0.06, -0.54], [-0.085, -0.66])
    return [
      {
        shape: box(0, 0.28, 0.3, 0.72, 0.05),
        colour: (_x, y) => shaded(wax, 0.07 * Math.max(0, -y - 0.1)),
        round: 0.3,
        barrel: [0, 0.3],
        gloss: 0.25,
        glow: 0.12,
      },
      { shape: ellipse(0, -0.4, 0.29, 0.07), colour: shaded(wax, 0.04), round: 0.03, glow: 0.35 },
      { shape: path(0.015, [0, -0.42], [0.01, -0.56]), colour: hex('#2a211b'), round: 0 },
      { light: (x, y) => 0.5 * Math.exp(-Math.hypot(x, y + 0.72) * 4.2), colour: hex('#ffb95a') },
      {
        shape: without(flame, ellipse(0, -0.4, 0.01)),
        colour: (_x, y) => (y > -0.64 ? hex('#ffb02e') : hex('#fff0b0')),
        round: 0,
        glow: 1,
      },
    ]
  },
}
