import { glyphOf } from './font'

export interface Segment {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

/** A text set in lines round the origin, in font units: capitals are 12 high. */
export interface Setting {
  readonly width: number
  readonly height: number
  readonly segments: readonly Segment[]
}

const letterGap = 3.2
const wordGap = 7
const lineHeight = 19

const measure = (line: string): number =>
  [...line].reduce(
    (width, letter) => width + (letter === ' ' ? wordGap : (glyphOf(letter)?.width ?? 0) + letterGap),
    -letterGap,
  )

/** All ways to break the words into at most `most` lines as evenly as their lengths allow. */
const breaks = (words: readonly string[], most: number): readonly (readonly string[])[] =>
  Array.from({ length: Math.min(most, words.length) }, (_, n) => {
    const target = measure(words.join(' ')) / (n + 1)
    const lines: string[] = []
    for (const word of words) {
      const last = lines[lines.length - 1]
      const room = lines.length < n + 1
      if (last === undefined || (room && measure(`${last} ${word}`) > target * 1.12)) lines.push(word)
      else lines[lines.length - 1] = `${last} ${word}`
    }
    return lines
  })

/** Sets the text in the number of lines with which it becomes largest in a box of the given shape (width / height). */
export const setText = (text: string, aspect: number): Setting => {
  const layouts = breaks(text.split(/\s+/).filter(Boolean), 4).map((lines) => {
    const width = Math.max(...lines.map(measure))
    const height = 12 + (lines.length - 1) * lineHeight
    return { lines, width, height, size: Math.min(aspect / width, 1 / height) }
  })
  const best = layouts.reduce((p, q) => (q.size > p.size ? q : p))
  const segments: Segment[] = []
  best.lines.forEach((line, row) => {
    let pen = -measure(line) / 2
    const top = row * lineHeight - best.height / 2
    for (const letter of line) {
      const glyph = letter === ' ' ? null : glyphOf(letter)
      for (const { points } of glyph?.strokes ?? []) {
        points.slice(1).forEach(([x, y], n) => {
          const [px, py] = points[n] ?? [x, y]
          segments.push({ x1: pen + px, y1: top + py, x2: pen + x, y2: top + y })
        })
      }
      pen += glyph ? glyph.width + letterGap : wordGap
    }
  })
  return { width: best.width, height: best.height, segments }
}
