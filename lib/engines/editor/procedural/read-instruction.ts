import type { EditText } from '@/lib/engines/editor/editor'
import { missingLetters } from './lettering/font'
import { findThing, things } from './objects/catalogue'
import type { Task } from './task'
import { taskOfEffect } from './task-of-effect'
import { findColour, findLastColour } from './words/colours'
import { type Effect, findEffect } from './words/effects'
import { countOf, objectOf, placeOf, quotedOf } from './words/phrases'
import { type Token, tokensOf } from './words/tokens'
import { findVerb, type VerbFamily } from './words/verbs'

export type Reading =
  | { readonly ok: true; readonly task: Task }
  | { readonly ok: false; readonly reason: string; readonly fix: string }

const longestText = 60

const did = (task: Task): Reading => ({ ok: true, task })

const drawable = (): string => `it can draw: ${things.map((thing) => thing.name).join(', ')}`

const capabilities =
  'recolour, retexture (marble, wood, stone, gold, metal, ice), stripes, dots or checks, warmer, cooler, brighter, darker, ' +
  'night, sunset, fog, snow, rain, autumn, pencil, oil, watercolour, poster, black and white, vintage, ' +
  'blurred background, remove, add, replace and lettering'

const refuse = (reason: string): Reading => ({
  ok: false,
  reason: `The procedural editor ${reason}`,
  fix: `Ask for one of these: ${capabilities}; or choose an editor with a model.`,
})

/** The edit object of the record, or null where it names none: "NONE" is the field's word for the whole picture. */
const recordObject = (text: EditText): string | null => {
  const object = text.editObject?.trim() ?? ''
  return object === '' || /\bnone\b/i.test(object) ? null : object
}

const familyOfType: Readonly<Record<string, VerbFamily>> = {
  add: 'add',
  replace: 'replace',
  remove: 'remove',
}

const roots = (tokens: readonly Token[]) => tokens.map((token) => token.root)
const words = (tokens: readonly Token[]) => tokens.map((token) => token.word)
const phrase = (tokens: readonly Token[], from: number): string =>
  words(tokens.slice(from))
    .filter((word) => !['a', 'an', 'the', 'some', 'to', 'into'].includes(word))
    .join(' ') || words(tokens).join(' ')

const findOutcome = (tokens: readonly Token[], from: number, which: 'first' | 'last' = 'first') => {
  const colour = (which === 'first' ? findColour : findLastColour)(words(tokens), from)
  const effect = findEffect(words(tokens), from) ?? findEffect(roots(tokens), from)
  const named = findThing(words(tokens), from) ?? findThing(roots(tokens), from)
  // The book of "a comic-book look" is no book.
  const isPartOfEffect =
    named &&
    effect &&
    effect.start <= named.start &&
    effect.end >= named.end &&
    effect.end - effect.start > named.end - named.start
  const thing = isPartOfEffect ? null : named
  return { colour, effect, thing }
}

const isCounted = (tokens: readonly Token[], from: number, start: number): boolean =>
  tokens
    .slice(from, start)
    .some((token) => ['a', 'an', 'two', 'three', 'four', 'five', 'several'].includes(token.word))

const lettering = (text: EditText): Reading | null => {
  const quote = quotedOf(text.instruction)
  if (!quote) return null
  const missing = missingLetters(quote.text)
  if (missing.length > 0) return refuse(`has no letter “${missing.join('”, “')}” in its alphabet.`)
  if (quote.text.length > longestText)
    return refuse(`writes at most ${longestText} letters, not ${quote.text.length}.`)
  const tokens = tokensOf(quote.rest)
  const verb = findVerb(tokens)
  if (verb && (verb.family === 'remove' || verb.family === 'blur')) return null
  const on = tokens.findIndex((token) => ['on', 'onto', 'across', 'to', 'into'].includes(token.word))
  const named = on >= 0 ? objectOf(tokens, on + 1, tokens.length) : null
  const place = placeOf(tokens, verb?.end ?? 0)
  const zone = ['sky', 'top', 'bottom', 'middle'].includes(place.where)
  const colour = findColour(words(tokens))?.colour ?? null
  return did({
    kind: 'letter',
    text: quote.text,
    object: zone ? null : (named ?? recordObject(text)),
    colour,
    place,
  })
}

const blurring = (text: EditText, tokens: readonly Token[], family: VerbFamily): Reading | null => {
  const said = words(tokens)
  const has = (...list: string[]) => list.some((word) => said.includes(word))
  const soft =
    family === 'blur' || has('blur', 'blurred', 'blurry', 'bokeh') || (has('focus') && has('out', 'shallow'))
  const depth = has('depth') && has('field', 'shallow')
  if (!soft && !depth) return null
  if (family === 'remove') return null
  if (!has('background', 'backdrop', 'surroundings', 'behind', 'bokeh', 'depth', 'else')) {
    return refuse(`blurs backgrounds only, not “${phrase(tokens, findVerb(tokens)?.end ?? 0)}”.`)
  }
  return did({
    kind: 'blur-background',
    regionIsBackground: /background|backdrop/i.test(text.editObject ?? ''),
  })
}

const adding = (
  text: EditText,
  tokens: readonly Token[],
  from: number,
  recipient: string | null = null,
): Reading => {
  const { colour, effect, thing } = findOutcome(tokens, from)
  const isPlace = (start: number) =>
    tokens.slice(from, start).some((t) => ['in', 'on', 'at', 'above', 'over', 'to'].includes(t.word))
  const isPatternOnThing = effect?.effect.kind === 'pattern' && thing !== null && thing.start < effect.start
  if (effect && isPatternOnThing) {
    return did(taskOfEffect(effect.effect, objectOf(tokens, thing.start, thing.end), tokens))
  }
  if (thing && !isPlace(thing.start)) {
    // "a snow covered tree" adds a tree; "an autumn mood with a bird" would be two edits, and the thing is the visible one.
    const own = colour && colour.end <= thing.start ? colour.colour : null
    const count = countOf(tokens, from, thing)
    const replaced = text.editType === 'replace' ? recordObject(text) : null
    if (replaced) {
      return did({
        kind: 'replace',
        object: replaced,
        thing: thing.thing,
        word: thing.word,
        colour: own,
        count,
      })
    }
    return did({
      kind: 'add',
      thing: thing.thing,
      word: thing.word,
      colour: own,
      count,
      place: placeOf(tokens, thing.end),
    })
  }
  // "give the cat bright blue eyes"
  if (colour && (!effect || (effect.start >= colour.start && effect.end <= colour.end))) {
    const object = objectOf(tokens, colour.end, tokens.length) ?? recordObject(text)
    return did({ kind: 'recolour', object, colour: colour.colour })
  }
  if (effect) {
    const on = tokens.findIndex((token, i) => i >= effect.end && ['on', 'to', 'over'].includes(token.word))
    const object =
      (on >= 0 ? objectOf(tokens, on + 1, tokens.length) : null) ?? recipient ?? recordObject(text)
    return did(taskOfEffect(effect.effect, object, tokens))
  }
  if (thing) {
    return did({
      kind: 'add',
      thing: thing.thing,
      word: thing.word,
      colour: null,
      count: 1,
      place: placeOf(tokens, thing.end),
    })
  }
  const named = objectOf(tokens, from, tokens.length) ?? phrase(tokens, from)
  return refuse(`cannot draw “${named}”; ${drawable()}.`)
}

/** What X becomes, for "replace X with Y", "turn X into Y", "make X Y". */
const becoming = (
  text: EditText,
  tokens: readonly Token[],
  from: number,
  split: number,
  isReplace: boolean,
): Reading => {
  const tail = split >= 0 ? split + 1 : from
  const { colour, effect, thing } = findOutcome(tokens, tail, split >= 0 ? 'first' : 'last')
  const first = Math.min(colour?.start ?? 99, effect?.start ?? 99)
  const end = first === 99 ? (thing?.start ?? tokens.length) : first
  const named = split >= 0 ? objectOf(tokens, from, split) : objectOf(tokens, from, end)
  const pronoun = tokens
    .slice(from, from + 1)
    .some((token) => ['it', 'this', 'that', 'them'].includes(token.word))
  const object = named ?? (pronoun || isReplace ? recordObject(text) : null)
  const width = (match: { start: number; end: number } | null) => (match ? match.end - match.start : 0)
  const drawsThing =
    thing !== null && (isCounted(tokens, tail, thing.start) || isReplace) && width(thing) >= width(effect)
  if (thing && drawsThing && (split >= 0 || isReplace)) {
    const own = colour && colour.end <= thing.start ? colour.colour : null
    const count = countOf(tokens, tail, thing)
    return did({
      kind: 'replace',
      object: object ?? 'it',
      thing: thing.thing,
      word: thing.word,
      colour: own,
      count,
    })
  }
  const isPattern = effect?.effect.kind === 'pattern'
  if (
    effect &&
    (isPattern ||
      !colour ||
      width(effect) > width(colour) ||
      (effect.start > colour.start && effect.effect.kind !== 'tone'))
  ) {
    return did(taskOfEffect(effect.effect, object, tokens.slice(tail)))
  }
  if (colour) return did({ kind: 'recolour', object, colour: colour.colour })
  if (thing && split >= 0) {
    const count = countOf(tokens, tail, thing)
    return did({
      kind: 'replace',
      object: object ?? 'it',
      thing: thing.thing,
      word: thing.word,
      colour: null,
      count,
    })
  }
  const wanted = phrase(tokens, tail)
  const what =
    object && split >= 0 ? `cannot turn ${object} into “${wanted}”` : `has no operation for “${wanted}”`
  return refuse(`${what}; ${drawable()}.`)
}

const lastIndexOf = (tokens: readonly Token[], from: number, ...list: string[]): number =>
  tokens.findLastIndex((token, i) => i > from && list.includes(token.word))

/** "bathe the walls in warm light", "fill it with fog": the last "in" or "with" that a colour or an effect follows. */
const coverIndexOf = (tokens: readonly Token[], from: number): number =>
  tokens.findLastIndex(
    (token, i) =>
      i > from &&
      (token.word === 'in' || token.word === 'with') &&
      (findColour(words(tokens), i + 1) !== null || findEffect(words(tokens), i + 1) !== null),
  )

/** When the instruction itself names no outcome, the target caption may: "a watercolor painting of …". */
const hintOf = (text: EditText): Effect | null => {
  const before = new Set(words(tokensOf(text.sourceCaption)))
  const fresh = words(tokensOf(text.targetCaption)).filter((word) => !before.has(word))
  return findEffect(fresh)?.effect ?? null
}

/**
 * Finds the one operation that an instruction asks for, by its verb and by what the words after it name; the edit type
 * and the captions help where the words alone do not say. Refuses what no operation covers, naming it.
 */
export const readInstruction = (text: EditText): Reading => {
  const letters = lettering(text)
  if (letters) return letters
  const tokens = tokensOf(text.instruction)
  if (tokens.length === 0) return refuse('needs an instruction.')
  const verb = findVerb(tokens)
  const family = verb?.family ?? familyOfType[text.editType] ?? 'change'
  const from = verb?.end ?? 0
  const blurred = blurring(text, tokens, family)
  if (blurred) return blurred
  switch (family) {
    case 'remove':
      return did({
        kind: 'remove',
        object: objectOf(tokens, from, tokens.length) ?? recordObject(text) ?? 'the object',
      })
    case 'write':
      return refuse('needs the text to write in quotation marks.')
    case 'add': {
      // "give the snowman a hat" adds the hat.
      const gift = tokens.findIndex(
        (token, i) => i > from && ['a', 'an', 'some', 'two', 'three'].includes(token.word),
      )
      const isGift = tokens[verb?.start ?? 0]?.root === 'give' && gift >= 0
      return isGift ? adding(text, tokens, gift, objectOf(tokens, from, gift)) : adding(text, tokens, from)
    }
    case 'replace': {
      const split = lastIndexOf(tokens, from, 'with', 'by', 'for', 'to')
      return becoming(text, tokens, from, split, true)
    }
    default: {
      // "let a red balloon float in the sky"
      const named = findThing(roots(tokens), from)
      if (tokens[verb?.start ?? 0]?.root === 'let' && named && isCounted(tokens, from, named.start)) {
        return adding(text, tokens, from)
      }
      // The verb may say it all: "darken the image", "warm it up".
      const own = verb ? findEffect(roots(tokens), verb.start, verb.end) : null
      if (own?.effect.kind === 'tone') {
        const object = objectOf(tokens, from, tokens.length)
        return did({ kind: 'tone', tone: own.effect.tone, object: object ?? recordObject(text) })
      }
      const becomes = lastIndexOf(tokens, from - 1, 'into', 'to', 'as', 'like')
      const split = becomes >= 0 ? becomes : coverIndexOf(tokens, from)
      // So may "posterise it".
      const start = verb && findEffect(roots(tokens), verb.start, verb.end) && split < 0 ? verb.start : from
      const reading = becoming(text, tokens, start, split, false)
      if (reading.ok)
        return start === from ? reading : did(withObject(reading.task, objectOf(tokens, from, tokens.length)))
      const hint = hintOf(text)
      return hint && !recordObject(text) ? did(taskOfEffect(hint, null, tokens)) : reading
    }
  }
}

const withObject = (task: Task, object: string | null): Task =>
  task.kind === 'tone' ? { ...task, object } : task
