import type { Token } from './tokens'

export type VerbFamily = 'remove' | 'replace' | 'add' | 'write' | 'blur' | 'change'

const families: Readonly<Record<VerbFamily, readonly string[]>> = {
  remove: [
    'remove',
    'delete',
    'erase',
    'get rid of',
    'take away',
    'take out',
    'take off',
    'eliminate',
    'clear',
    'clear away',
    'rub out',
  ],
  replace: ['replace', 'swap', 'swap out', 'substitute', 'exchange', 'switch'],
  add: [
    ...[
      'add',
      'put',
      'place',
      'insert',
      'include',
      'attach',
      'hang',
      'stick',
      'give',
      'wear',
      'there be',
      'let there be',
    ],
    ...[
      'there should be',
      'there is',
      'draw',
      'have',
      'float',
      'let it be',
      'introduce',
      'send',
      'light up',
      'drop',
    ],
  ],
  write: ['write', 'letter', 'engrave', 'inscribe', 'print', 'label', 'stamp', 'carve', 'spell'],
  blur: ['blur', 'defocus', 'blur out'],
  change: [
    ...[
      'turn',
      'make',
      'change',
      'paint',
      'color',
      'colour',
      'recolor',
      'recolour',
      'dye',
      'tint',
      'transform',
      'convert',
    ],
    ...[
      'render',
      'set',
      'shift',
      'let',
      'cover',
      'coat',
      'brighten',
      'lighten',
      'darken',
      'dim',
      'warm',
      'cool',
      'use',
    ],
    ...[
      'stylize',
      'stylise',
      'posterize',
      'posterise',
      'show',
      'create',
      'apply',
      'decorate',
      'fill',
      'snow',
      'rain',
    ],
  ],
}

const byVerb = new Map(
  (Object.entries(families) as [VerbFamily, readonly string[]][]).flatMap(([family, verbs]) =>
    verbs.map((verb) => [verb, family] as const),
  ),
)

export interface VerbMatch {
  readonly family: VerbFamily
  readonly start: number
  readonly end: number
}

/** The first verb that says what to do; politeness before it ("please", "could you") is passed over. */
export const findVerb = (tokens: readonly Token[]): VerbMatch | null => {
  const opensWithOrder = tokens[0]?.isOrder === true
  for (let start = 0; start < (opensWithOrder ? 1 : Math.min(tokens.length, 6)); start += 1) {
    for (const length of [4, 3, 2, 1]) {
      const words = tokens.slice(start, start + length)
      if (words.length < length) continue
      const family =
        byVerb.get(words.map((token) => token.root).join(' ')) ??
        byVerb.get(words.map((token) => token.word).join(' '))
      if (family) return { family, start, end: start + length }
    }
  }
  // An order that is in no list ("bathe", "repaint", "redo") changes something.
  const first = tokens[0]
  return first?.isOrder ? { family: 'change', start: 0, end: 1 } : null
}
