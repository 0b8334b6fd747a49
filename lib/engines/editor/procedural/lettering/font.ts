/**
 * A stroke alphabet of the project's own, so that lettering does not depend on the fonts of a machine. Points are pairs
 * of base-36 digits: x 0–8, y 0 (capital height) – c (baseline) – g (descender). Strokes are separated by "|"; one
 * that starts with "~" has its corners rounded.
 */
const glyphs: Readonly<Record<string, string>> = {
  A: '0c408c|1878',
  B: '000c|~00608066 06|~06708c 0c',
  C: '~8380000c8c89',
  D: '000c|~008080868c8c0c',
  E: '80000c8c|0666',
  F: '80000c|0666',
  G: '~8380000c8c87|8747',
  H: '000c|808c|0686',
  I: '404c',
  J: '~80868c0c08',
  K: '000c|8007|358c',
  L: '000c8c',
  M: '0c0048808c',
  N: '0c008c80',
  O: '~40000c8c8040',
  P: '000c|~0080808787 07',
  Q: '~40000c8c8040|588d',
  R: '000c|~0080808787 07|478c',
  S: '~838000000646868c8c0c09',
  T: '0080|404c',
  U: '~00060c8c8680',
  V: '004c80',
  W: '002c426c80',
  X: '008c|800c',
  Y: '004680|464c',
  Z: '00800c8c',
  a: '848c|~8404 0c8c',
  b: '000c|~04848c0c',
  c: '~84040c8c',
  d: '808c|~84040c8c',
  e: '0888|~8884040c8c',
  f: '~7030303434|343c|1464',
  g: '848e|~84040c8c|~8c8g0g',
  h: '000c|~0804848c',
  i: '444c|4141',
  j: '~545e5g2g|5151',
  k: '000c|7408|298c',
  l: '404c',
  m: '040c|~0804545c|~5804a4ac',
  n: '040c|~0804848c',
  o: '~44040c8c8444',
  p: '040g|~04848c0c',
  q: '848g|~84040c8c',
  r: '040c|~08047474',
  s: '~8484040688888c0c0c',
  t: '~404a4c7c|1474',
  u: '~040c8c84|848c',
  v: '044c84',
  w: '042c466c84',
  x: '048c|840c',
  y: '044c|841g',
  z: '04840c8c',
  '0': '~40000c8c8040',
  '1': '13404c',
  '2': '~03000080808 60c|0c8c',
  '3': '~01008080868636|~36868c8c0c0b',
  '4': '6c600888',
  '5': '80000535|~0585858c8c0c0b',
  '6': '~8180000006 0c0c8c8c8606',
  '7': '00803c',
  '8': '~400000060646868680 8040|~4606060c0c4c8c8c868646',
  '9': '~860606000080808c8c0c0b',
  '!': '4048|4c4c',
  '?': '~03000080804649|4c4c',
  '.': '4c4c',
  ',': '4b3e',
  ':': '4646|4c4c',
  ';': '4646|4b3e',
  "'": '4043',
  '"': '2023|6063',
  '-': '1777',
  '+': '1777|444a',
  '/': '0c80',
  '#': '2c30|5c60|0484|0888',
  '%': '0c80|1111|7b7b',
  $: '~82800000060686868c8c0c0a|404c',
  '(': '~50303c5c',
  ')': '~30505c3c',
  '*': '4246|2264|6224',
  '=': '1575|1979',
  '&': '~8c2220206042 080c4c88',
  '€': '~82600006 0c6c8a|0555|0757',
}

type Point = readonly [number, number]

export interface Stroke {
  readonly points: readonly Point[]
}

export interface Glyph {
  /** Width of the drawing, in font units; the capitals are 12 high. */
  readonly width: number
  readonly strokes: readonly Stroke[]
}

/** Chaikin's corner cutting: each round replaces a corner by two, and the line tends to a smooth curve. */
const rounded = (points: readonly Point[], rounds: number): readonly Point[] => {
  if (rounds === 0 || points.length < 3) return points
  const out: Point[] = [points[0] ?? [0, 0]]
  for (let i = 0; i < points.length - 1; i += 1) {
    const [px, py] = points[i] ?? [0, 0]
    const [qx, qy] = points[i + 1] ?? [0, 0]
    if (i > 0) out.push([px * 0.75 + qx * 0.25, py * 0.75 + qy * 0.25])
    if (i < points.length - 2) out.push([px * 0.25 + qx * 0.75, py * 0.25 + qy * 0.75])
  }
  out.push(points[points.length - 1] ?? [0, 0])
  return rounded(out, rounds - 1)
}

const parse = (text: string): Glyph => {
  const strokes = text
    .replaceAll(' ', '')
    .split('|')
    .map((stroke) => {
      const digits = [...stroke.replace('~', '')].map((digit) => Number.parseInt(digit, 36))
      const points: Point[] = []
      for (let i = 0; i < digits.length; i += 2) points.push([digits[i] ?? 0, digits[i + 1] ?? 0])
      return { points: stroke.startsWith('~') ? rounded(points, 3) : points }
    })
  const xs = strokes.flatMap((stroke) => stroke.points.map(([x]) => x))
  const left = Math.min(...xs)
  return {
    width: Math.max(...xs) - left,
    strokes: strokes.map(({ points }) => ({ points: points.map(([x, y]) => [x - left, y] as const) })),
  }
}

const font: ReadonlyMap<string, Glyph> = new Map(
  Object.entries(glyphs).map(([letter, text]) => [letter, parse(text)]),
)

export const glyphOf = (letter: string): Glyph | null => font.get(letter) ?? null

/** Letters of a text that the alphabet does not have, each once. */
export const missingLetters = (text: string): readonly string[] => [
  ...new Set([...text].filter((letter) => letter.trim() !== '' && !font.has(letter))),
]
