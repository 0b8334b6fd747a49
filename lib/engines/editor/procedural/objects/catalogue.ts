import { balloon, bird, butterfly, cloud, flyingSaucer, hotAirBalloon, kite } from './in-the-air'
import { apple, flower, mushroom, rose, tree } from './in-the-garden'
import { candle, comet, crescentMoon, fireworks, lantern, moon, rainbow, star, sun } from './lights'
import { ball, boat, book, cup, snowman, umbrella } from './on-the-ground'
import type { Thing } from './thing'
import { bowTie, collar, crown, hat, heart, scarf, sunglasses } from './worn'

/** Everything that the editor can draw, in the order in which it is listed to people. */
export const things: readonly Thing[] = [
  ...[balloon, hotAirBalloon, bird, butterfly, kite, cloud, flyingSaucer],
  ...[moon, crescentMoon, sun, star, comet, fireworks, rainbow, lantern, candle],
  ...[flower, rose, tree, mushroom, apple, cup, ball, book, boat, snowman, umbrella],
  ...[hat, crown, sunglasses, scarf, collar, bowTie, heart],
]

const byWord = new Map(
  things.flatMap((thing) => [thing.name, ...thing.aliases].map((word) => [word, thing] as const)),
)

export interface ThingMatch {
  readonly thing: Thing
  /** The word used for it: `mug` for the cup. */
  readonly word: string
  readonly start: number
  readonly end: number
}

/** The thing with the longest name among the words (singular), the first of equals; null when none can be drawn. */
export const findThing = (words: readonly string[], from = 0, to = words.length): ThingMatch | null => {
  for (const length of [3, 2, 1]) {
    for (let start = from; start + length <= to; start += 1) {
      const word = words.slice(start, start + length).join(' ')
      const thing = byWord.get(word)
      if (thing) return { thing, word, start, end: start + length }
    }
  }
  return null
}
