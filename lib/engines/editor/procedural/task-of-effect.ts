import type { Task } from './task'
import { findColour } from './words/colours'
import type { Effect, StyleName } from './words/effects'
import type { Token } from './words/tokens'

const styles: readonly string[] = ['pencil', 'oil', 'watercolour', 'poster', 'monochrome', 'vintage']
const isStyle = (kind: Effect['kind']): kind is StyleName => styles.includes(kind)

/** The task that an effect asks for; a pattern takes its colour from the words, white where they name none. */
export const taskOfEffect = (effect: Effect, object: string | null, tokens: readonly Token[]): Task => {
  if (effect.kind === 'tone') return { kind: 'tone', tone: effect.tone, object }
  if (effect.kind === 'retexture') return { kind: 'retexture', object, material: effect.material }
  if (effect.kind === 'pattern') {
    const colour = findColour(tokens.map((token) => token.word))?.colour ?? findColour(['white'])?.colour
    if (!colour) throw new Error('The colour table has no white.')
    return { kind: 'pattern', object, pattern: effect.pattern, colour }
  }
  if (isStyle(effect.kind)) return { kind: effect.kind, object }
  return { kind: effect.kind }
}
