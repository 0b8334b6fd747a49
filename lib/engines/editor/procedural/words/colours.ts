import { type LabColour, labOfHex } from '@/lib/imaging/paint/oklab'

export interface Colour {
  /** As a person says it: `dark blue`, `matcha`. */
  readonly name: string
  readonly lab: LabColour
}

/** Colour words, and things that stand for their colour: what "turn the coffee into matcha" means. */
const hexOf: Readonly<Record<string, string>> = {
  red: '#c8202b',
  crimson: '#b3122d',
  scarlet: '#d6281c',
  ruby: '#a5123c',
  cherry: '#ad1234',
  maroon: '#6d1423',
  burgundy: '#6b1730',
  brick: '#a2452f',
  rust: '#a8481f',
  vermilion: '#d9411e',
  carmine: '#a3112f',
  wine: '#651a31',
  ketchup: '#b41f16',
  tomato: '#d64530',
  coral: '#f0785a',
  salmon: '#ee8f7c',
  peach: '#f6b992',
  apricot: '#f2a566',
  orange: '#ea7a12',
  pumpkin: '#e06b16',
  tangerine: '#ee8412',
  amber: '#e39a12',
  terracotta: '#bf6043',
  carrot: '#e67423',
  copper: '#b4683d',
  bronze: '#8f6a35',
  brass: '#b3923f',
  gold: '#d0a02c',
  golden: '#d0a02c',
  yellow: '#eec81c',
  lemon: '#f0dd3a',
  mustard: '#c99d1e',
  honey: '#dc9e26',
  canary: '#f2df3c',
  butter: '#f3de8a',
  cream: '#f2e8cc',
  ivory: '#f3efdf',
  beige: '#dccbab',
  sand: '#d4bb8a',
  tan: '#c59c6c',
  khaki: '#a99d68',
  caramel: '#b9722e',
  cinnamon: '#9a5a2e',
  chestnut: '#7a4128',
  chocolate: '#53311f',
  coffee: '#5e402b',
  espresso: '#3d261a',
  cocoa: '#66422f',
  mocha: '#7c5a43',
  walnut: '#5d4130',
  mahogany: '#66261b',
  brown: '#7a4d2b',
  tea: '#a8621f',
  beer: '#d08e1c',
  cola: '#36190f',
  whiskey: '#b36a20',
  'orange juice': '#f4a01e',
  milk: '#f4f0e6',
  green: '#2f9440',
  emerald: '#0f8c5a',
  jade: '#2a9d74',
  mint: '#9adfb9',
  'mint green': '#9adfb9',
  lime: '#9bd02a',
  'lime green': '#7cc62a',
  olive: '#77772c',
  sage: '#9daf8a',
  moss: '#66793a',
  forest: '#245c33',
  'forest green': '#245c33',
  matcha: '#8fae4d',
  pistachio: '#a9c77c',
  avocado: '#6c8535',
  grass: '#569a34',
  teal: '#128083',
  turquoise: '#38c5b8',
  aqua: '#45cfcf',
  aquamarine: '#74e0c2',
  cyan: '#20bcd4',
  blue: '#2358c4',
  navy: '#1c2c5e',
  'navy blue': '#1c2c5e',
  'royal blue': '#2a4fc9',
  cobalt: '#1f4bb0',
  sapphire: '#174ba3',
  indigo: '#3d3394',
  azure: '#3a8fe0',
  'sky blue': '#7fbdea',
  'baby blue': '#a5d0ee',
  'midnight blue': '#1a2250',
  'ice blue': '#c3e2ee',
  denim: '#3f618f',
  cerulean: '#1b83b8',
  periwinkle: '#929be0',
  purple: '#7b35a8',
  violet: '#7a44c4',
  lavender: '#b7a0df',
  lilac: '#c3a2d4',
  plum: '#743566',
  mauve: '#b58aa8',
  grape: '#5c2d73',
  eggplant: '#472343',
  aubergine: '#472343',
  amethyst: '#8f5cc0',
  magenta: '#c9248c',
  fuchsia: '#d8298f',
  pink: '#ef86ae',
  'hot pink': '#f0459a',
  rose: '#dc4f78',
  blush: '#edb6b4',
  raspberry: '#b51f52',
  strawberry: '#d92f43',
  'bubble gum': '#f598c0',
  'cotton candy': '#f4b6d4',
  white: '#f3f2ee',
  'snow white': '#f7f8f9',
  pearl: '#ece6dc',
  'marble white': '#eae8e4',
  black: '#17171a',
  jet: '#141416',
  ebony: '#231d1a',
  onyx: '#1b1b1f',
  charcoal: '#36383b',
  grey: '#85878a',
  gray: '#85878a',
  silver: '#b9bdc2',
  slate: '#566270',
  ash: '#a5a5a0',
  graphite: '#46494d',
  steel: '#8793a0',
  platinum: '#dcdcd8',
}

const table = new Map(Object.entries(hexOf).map(([name, hex]) => [name, labOfHex(hex)]))

type Change = (colour: LabColour) => LabColour

const shift =
  (lightness: number, chroma: number): Change =>
  ({ L, a, b }) => ({
    L: Math.min(0.97, Math.max(0.12, L + lightness)),
    a: a * chroma,
    b: b * chroma,
  })

const modifiers: Readonly<Record<string, Change>> = {
  light: shift(0.16, 0.72),
  lighter: shift(0.16, 0.72),
  pale: shift(0.2, 0.5),
  pastel: shift(0.2, 0.55),
  soft: shift(0.1, 0.65),
  dark: shift(-0.16, 0.85),
  darker: shift(-0.16, 0.85),
  deep: shift(-0.12, 1),
  bright: shift(0.07, 1.2),
  vivid: shift(0.02, 1.25),
  vibrant: shift(0.02, 1.25),
  neon: shift(0.12, 1.35),
  electric: shift(0.06, 1.3),
  dusty: shift(0.03, 0.6),
  muted: shift(0, 0.6),
  shiny: shift(0.03, 1),
  matte: shift(-0.02, 0.95),
  metallic: shift(0.02, 0.9),
  glossy: shift(0, 1.05),
  rich: shift(-0.05, 1.12),
}

export interface ColourMatch {
  readonly colour: Colour
  /** Words [start, end) of the phrase, modifiers with it. */
  readonly start: number
  readonly end: number
}

/** The colour that ends at or after word `from`, the longest name first; null when no word names one. */
export const findColour = (words: readonly string[], from = 0, to = words.length): ColourMatch | null => {
  for (let at = from; at < to; at += 1) {
    for (const length of [2, 1]) {
      if (at + length > to) continue
      const name = words.slice(at, at + length).join(' ')
      const base = table.get(name)
      if (!base) continue
      let lab = base
      let start = at
      for (let before = at - 1; before >= from; before -= 1) {
        const change = modifiers[words[before] ?? '']
        if (!change) break
        lab = change(lab)
        start = before
      }
      // "emerald green", "jet black": the first word says which, the second only that it is one.
      const end = at + length < to && table.has(words[at + length] ?? '') ? at + length + 1 : at + length
      return { colour: { name: words.slice(start, end).join(' '), lab }, start, end }
    }
  }
  return null
}

/** The last colour of the words: in "make the red car dark blue" the one that it shall become. */
export const findLastColour = (words: readonly string[], from = 0): ColourMatch | null => {
  let last: ColourMatch | null = null
  for (let next = findColour(words, from); next; next = findColour(words, next.end)) last = next
  return last
}
